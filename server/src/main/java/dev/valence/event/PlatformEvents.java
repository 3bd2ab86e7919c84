package dev.valence.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the platform has to tell of an instance, as events of their own type: object type {@code instance}. */
@Singleton
public final class PlatformEvents {
    /** The object type of these events. */
    public static final String OBJECT_TYPE = "instance";

    private final Journal journal;
    private final Clock clock;

    public PlatformEvents(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Tells in the caller's transaction.
     *
     * @param reason one sentence for people, without secrets
     */
    public void tell(Handle handle, Receiver receiver, EventType type, String reason) {
        journal.write(handle, List.of(event(receiver, type, EventSource.PLATFORM, reason)));
    }

    /** An event to try a callback out with. */
    public NewEvent test(Receiver receiver) {
        return event(
                receiver,
                EventType.TEST,
                EventSource.TEST,
                "A test event; nothing happened at the provider. If you can read this, events arrive.");
    }

    private NewEvent event(Receiver receiver, EventType type, EventSource source, String reason) {
        ObjectNode raw = Json.MAPPER.createObjectNode().put("type", type.name()).put("reason", reason);
        return new NewEvent(
                receiver,
                source,
                List.of(new EventObject(
                        OBJECT_TYPE, Long.toString(receiver.instanceId()), type.name(), clock.instant())),
                new String(Json.bytes(raw), StandardCharsets.UTF_8),
                Optional.empty());
    }
}
