package dev.valence.activity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who did what to what, appended in the transaction that does it and never changed. Secrets do not belong in it.
 *
 * <p>The table has one partition a month (UTC); they are made some months ahead at start and once a day.
 */
@Singleton
public final class AuditLog {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int MONTHS_AHEAD = 3;

    private final Jdbi jdbi;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("audit-partitions").factory());

    @Inject
    AuditLog(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    /** The log of a database; makes the partitions that are missing. */
    public AuditLog(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        makePartitions();
    }

    /**
     * Appends one entry; it is there when the handle's transaction commits.
     *
     * @param organizationId whose log it belongs to
     * @param actor who did it, for example {@code user 2} or {@code refresh}
     * @param action what was done, for example {@code secret regenerated}
     * @param subject to what, for example {@code organization 2}
     * @param detail anything else, as a JSON object without secrets
     */
    public void append(
            Handle handle, long organizationId, String actor, String action, String subject, JsonNode detail) {
        handle.createUpdate("insert into audit (at, organization_id, actor, action, subject, detail)"
                        + " values (:at, :organization, :actor, :action, :subject, :detail::jsonb)")
                .bind("at", OffsetDateTime.now(clock))
                .bind("organization", organizationId)
                .bind("actor", actor)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail.toString())
                .execute();
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::makePartitionsOrComplain, 1, 1, TimeUnit.DAYS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    void makePartitions() {
        YearMonth first = YearMonth.now(clock.withZone(ZoneOffset.UTC));
        jdbi.useTransaction(handle -> {
            // "if not exists" alone fails when two processes make the same table at the same moment.
            handle.execute("select pg_advisory_xact_lock(hashtext('valence audit partitions'))");
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                YearMonth month = first.plusMonths(ahead);
                // Names and bounds of a partition cannot be parameters; all parts come from the clock.
                handle.execute(
                        "create table if not exists audit_%s partition of audit for values from ('%s-01 00:00+00') to ('%s-01 00:00+00')"
                                .formatted(month.toString().replace('-', '_'), month, month.plusMonths(1)));
            }
        });
    }

    private void makePartitionsOrComplain() {
        try {
            makePartitions();
        } catch (RuntimeException e) {
            // An exception that leaves the task would end the schedule for good.
            LOG.error("The next months' partitions of the audit log could not be made; tomorrow is the next try", e);
        }
    }
}
