package dev.valence.event;

import java.util.Locale;

/** How an event came to be known. */
public enum EventSource {
    /** The provider posted it and signed it. */
    WEBHOOK,
    /** A poll of the provider found it. */
    POLLING,
    /** A client of the platform posted it with its own credentials. */
    POST,
    /** Somebody pressed the test button. */
    TEST,
    /** The platform tells of the instance itself. */
    PLATFORM;

    /** The word in the database and in replies. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
