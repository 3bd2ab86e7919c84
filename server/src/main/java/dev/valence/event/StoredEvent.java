package dev.valence.event;

import java.time.Instant;
import java.util.List;

/**
 * An event as it was committed.
 *
 * @param raw the provider's whole body as JSON
 */
public record StoredEvent(
        long id,
        Instant receivedAt,
        long accountId,
        long instanceId,
        String elementKey,
        EventSource source,
        List<EventObject> objects,
        String raw) {}
