package dev.valence.event;

import java.util.List;
import java.util.Optional;

/**
 * An event as it comes in; the application gets one notification of it.
 *
 * @param objects what happened, one entry or more; at most 10 from a poll and 20 from a webhook
 * @param raw the provider's whole body, as JSON text that passes through unchanged
 * @param identity what makes this the same event when it comes again, in the provider's own terms; without one, every arrival
 *     is an event
 */
public record NewEvent(
        Receiver receiver, EventSource source, List<EventObject> objects, String raw, Optional<Identity> identity) {

    public NewEvent {
        objects = List.copyOf(objects);
    }
}
