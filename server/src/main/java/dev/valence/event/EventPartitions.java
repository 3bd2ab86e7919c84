package dev.valence.event;

import dev.valence.store.DailyPartitions;
import dev.valence.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How long events are kept ({@code valence.events.retention}). A day with a delivery that still waits, or is queued until
 * somebody releases it, stays whole, however old it is: what was accepted is not dropped on its way. Dead deliveries have had
 * their schedule and go with their day.
 */
@Singleton
public final class EventPartitions {
    private static final Logger LOG = Logger.getLogger(EventPartitions.class);
    /** Rows of one delete: few enough that nobody waits for its locks. */
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Duration retention;
    private final List<DailyPartitions> tables;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("event-partitions").factory());

    @Inject
    EventPartitions(
            Database database, Clock clock, @ConfigProperty(name = "valence.events.retention") Duration retention) {
        this(database.jdbi(), clock, retention);
    }

    /** The partitions of a database; makes those that are missing. */
    public EventPartitions(Jdbi jdbi, Clock clock, Duration retention) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.retention = retention;
        // The deliveries last: they tell whether the others may go.
        this.tables = List.of(table("event"), table("delivery_attempt"), table("delivery"));
        turn();
    }

    /** Makes the next days and drops what is too old. */
    public void turn() {
        tables.forEach(DailyPartitions::turn);
        OffsetDateTime oldest = OffsetDateTime.now(clock).minus(retention);
        int deleted;
        do {
            deleted = jdbi.withHandle(handle -> handle.createUpdate("""
                            delete from event_identity where (instance_id, identity) in
                                (select instance_id, identity from event_identity where received_at < :oldest limit :most)""")
                    .bind("oldest", oldest)
                    .bind("most", BATCH)
                    .execute());
        } while (deleted == BATCH);
        jdbi.useHandle(handle -> handle.createUpdate("delete from event_refusal where hour < :oldest")
                .bind("oldest", oldest)
                .execute());
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::turnOrComplain, 1, 1, TimeUnit.HOURS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private DailyPartitions table(String name) {
        return new DailyPartitions(jdbi, clock, name, retention, EventPartitions::isOnItsWay);
    }

    private static boolean isOnItsWay(Handle handle, String partition) {
        String deliveries = "delivery" + partition.substring(partition.indexOf("_day_"));
        boolean there = handle.createQuery("select to_regclass(:name) is not null")
                .bind("name", deliveries)
                .mapTo(Boolean.class)
                .one();
        // Those of a deleted instance have no endpoint and wait for nothing.
        return there
                && handle.createQuery("select exists (select 1 from " + deliveries
                                + " d join endpoint n using (instance_id) where d.state in ('waiting', 'queued'))")
                        .mapTo(Boolean.class)
                        .one();
    }

    private void turnOrComplain() {
        try {
            turn();
        } catch (Throwable e) {
            // Anything that got out would end the timer for good.
            LOG.error("The partitions of the events could not be turned; in an hour is the next try", e);
        }
    }
}
