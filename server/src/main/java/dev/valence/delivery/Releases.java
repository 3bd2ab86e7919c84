package dev.valence.delivery;

import dev.valence.event.EventFilter;
import dev.valence.event.Events;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Lets deliveries start over: a replay, or the release of what is queued or dead. */
@Singleton
final class Releases {
    /** Rows of one transaction: few enough that new events hardly wait for the endpoint's row. */
    private static final int BATCH = 2_000;

    private final Jdbi jdbi;
    private final Events events;
    private final Deliveries deliveries;
    private final Dispatcher dispatcher;

    @Inject
    Releases(Database database, Events events, Deliveries deliveries, Dispatcher dispatcher) {
        this.jdbi = database.jdbi();
        this.events = events;
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
    }

    /** Releases these events of an instance; answers how many there were. */
    int release(long instanceId, List<Long> eventIds) {
        int released = jdbi.inTransaction(handle -> deliveries.release(handle, instanceId, eventIds));
        dispatcher.wake(Set.of(instanceId));
        return released;
    }

    /** Releases all events of an instance that a filter takes, in their order. */
    int releaseAll(long instanceId, EventFilter filter) {
        int released = 0;
        long last = 0;
        List<Long> batch;
        do {
            batch = events.ids(instanceId, filter, last, BATCH);
            if (!batch.isEmpty()) {
                released += release(instanceId, batch);
                last = batch.getLast();
            }
        } while (batch.size() == BATCH);
        return released;
    }
}
