package dev.valence.reception;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.valence.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Counts what was not taken, in memory first: a flood of forged posts costs no row each. */
@Singleton
public final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int FLUSH_SECONDS = 3;

    private record Key(OffsetDateTime hour, String elementKey, String reason) {}

    /**
     * A count as it is shown.
     *
     * @param hour its beginning, ISO 8601, UTC
     * @param elementKey of a known element, else empty
     * @param reason one of the words of {@link Refusal}
     */
    record Count(
            @JsonProperty String hour,
            @JsonProperty String elementKey,
            @JsonProperty String reason,
            @JsonProperty long count) {}

    private final Jdbi jdbi;
    private final Clock clock;
    private final Map<Key, Long> counts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("event-refusals").factory());

    @Inject
    Refusals(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    Refusals(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::flushOrComplain, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    }

    /** After the listening socket, before the database. */
    void stop(@Observes @Priority(60) ShutdownEvent event) {
        timer.shutdown();
        flushOrComplain();
    }

    /** Counts one; never waits. */
    void count(String elementKey, Refusal refusal) {
        LOG.debugf("A post for the element '%s' was refused: %s", elementKey, refusal.wire());
        OffsetDateTime hour =
                OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS);
        counts.merge(new Key(hour, elementKey, refusal.wire()), 1L, Long::sum);
    }

    /** What was counted, newest hour first; what is still in memory of this process is written before. */
    List<Count> list(int offset, int most) {
        flush();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select hour, element_key, reason, count from event_refusal
                        order by hour desc, element_key, reason limit :most offset :offset""")
                .bind("most", most)
                .bind("offset", offset)
                .map((row, context) -> new Count(
                        row.getObject("hour", OffsetDateTime.class).toInstant().toString(),
                        row.getString("element_key"),
                        row.getString("reason"),
                        row.getLong("count")))
                .list());
    }

    /** How many rows there are. */
    int size() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from event_refusal")
                .mapTo(Integer.class)
                .one());
    }

    /** Writes what is in memory; when that fails it stays there. */
    synchronized void flush() {
        List<Map.Entry<Key, Long>> taken = new ArrayList<>();
        for (Key key : List.copyOf(counts.keySet())) {
            Long count = counts.remove(key);
            if (count != null) {
                taken.add(Map.entry(key, count));
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        // In one order everywhere, so that two processes do not wait for each other in a circle.
        taken.sort(Comparator.comparing(
                entry -> entry.getKey().hour + " " + entry.getKey().elementKey + " " + entry.getKey().reason));
        try {
            jdbi.useTransaction(handle -> {
                PreparedBatch batch = handle.prepareBatch("""
                        insert into event_refusal (hour, element_key, reason, count) values (:hour, :element, :reason, :count)
                        on conflict (hour, element_key, reason) do update set count = event_refusal.count + excluded.count""");
                taken.forEach(entry -> batch.bind("hour", entry.getKey().hour)
                        .bind("element", entry.getKey().elementKey)
                        .bind("reason", entry.getKey().reason)
                        .bind("count", entry.getValue())
                        .add());
                batch.execute();
            });
        } catch (Throwable e) {
            taken.forEach(entry -> counts.merge(entry.getKey(), entry.getValue(), Long::sum));
            throw e;
        }
    }

    private void flushOrComplain() {
        try {
            flush();
        } catch (Throwable e) {
            // Anything that got out would end the timer for good.
            LOG.debug("The counts of refused posts could not be written and are kept", e);
        }
    }
}
