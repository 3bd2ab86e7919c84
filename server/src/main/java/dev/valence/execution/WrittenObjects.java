package dev.valence.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.event.EventObject;
import dev.valence.event.StoredEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * What executions wrote at providers, for some minutes, to tell the events that come of it. Only the process that made the call
 * knows, and an event may be faster than the reply to the call: this finds formulas that start themselves over and over, not each
 * single event.
 */
@Singleton
final class WrittenObjects {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST = 100_000;
    private static final String CREATED = "CREATED";

    private record Key(long accountId, String elementKey, String objectId) {}

    private final Cache<Key, Integer> created =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).build();
    private final Cache<Key, Integer> changed =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).build();

    /** An object was made by an execution that stands so deep. */
    void created(long accountId, String elementKey, String objectId, int depth) {
        created.put(new Key(accountId, elementKey, objectId), depth);
    }

    /** An object was changed or deleted by an execution that stands so deep. */
    void changed(long accountId, String elementKey, String objectId, int depth) {
        changed.put(new Key(accountId, elementKey, objectId), depth);
    }

    /** How deep the executions stand that an event starts. */
    int depthAfter(StoredEvent event, EventObject object) {
        Key key = new Key(event.accountId(), event.elementKey(), object.objectId());
        // Everybody who sees an object hears of its making. A change is told once, and the next may be another's.
        Optional<Integer> depth = object.eventType().equals(CREATED)
                ? Optional.ofNullable(created.getIfPresent(key))
                : Optional.ofNullable(changed.asMap().remove(key));
        return depth.map(above -> above + 1).orElse(0);
    }
}
