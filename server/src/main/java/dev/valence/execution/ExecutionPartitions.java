package dev.valence.execution;

import dev.valence.store.DailyPartitions;
import dev.valence.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How long executions are kept ({@code valence.executions.retention}). A day with one that is not over stays whole, however old
 * it is.
 */
@Singleton
final class ExecutionPartitions {
    private static final Logger LOG = Logger.getLogger(ExecutionPartitions.class);

    private final List<DailyPartitions> tables;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("execution-partitions").factory());

    @Inject
    ExecutionPartitions(
            Database database, Clock clock, @ConfigProperty(name = "valence.executions.retention") Duration retention) {
        this(database.jdbi(), clock, retention);
    }

    /** The partitions of a database; makes those that are missing. */
    ExecutionPartitions(Jdbi jdbi, Clock clock, Duration retention) {
        this.tables = List.of(
                new DailyPartitions(jdbi, clock, "step_execution", retention, ExecutionPartitions::isNeeded),
                new DailyPartitions(jdbi, clock, "execution", retention, ExecutionPartitions::isNeeded));
        turn();
    }

    /** Makes the next days and drops what is too old. */
    void turn() {
        tables.forEach(DailyPartitions::turn);
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::turnOrComplain, 1, 1, TimeUnit.HOURS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private static boolean isNeeded(Handle handle, String partition) {
        String day = partition.substring(partition.indexOf("_day_") + "_day_".length());
        return handle.createQuery("select exists (select 1 from execution_work where created_at >= :day::timestamptz"
                        + " and created_at < :day::timestamptz + interval '1 day')")
                .bind("day", day + " 00:00+00")
                .mapTo(Boolean.class)
                .one();
    }

    private void turnOrComplain() {
        try {
            turn();
        } catch (Throwable e) {
            // Anything that got out would end the timer for good.
            LOG.error("The partitions of the executions could not be turned; in an hour is the next try", e);
        }
    }
}
