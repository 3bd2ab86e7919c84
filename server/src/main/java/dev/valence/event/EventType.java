package dev.valence.event;

/** Types of the platform's own events; they come to the same callback as the provider's. */
public enum EventType {
    /** The provider refuses the instance's tokens: its user has to consent again. */
    NEEDS_REAUTHENTICATION,
    /** A webhook at the provider was switched off or gone, and has been put up again, or could not be. */
    WEBHOOK_LOST,
    /** The callback failed so often in a row that deliveries to it pause. */
    ENDPOINT_FAILING,
    /** Somebody tries the callback out. */
    TEST
}
