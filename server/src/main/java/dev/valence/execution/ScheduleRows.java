package dev.valence.execution;

import dev.valence.formula.Cron;
import dev.valence.http.BadRequest;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The next time of each formula instance that a schedule starts. */
@Singleton
final class ScheduleRows {
    private static final Logger LOG = Logger.getLogger(ScheduleRows.class);
    /** Instances in one transaction, which has to be short. */
    private static final int MOST = 200;

    private static final String RUNNING =
            "i.active and f.active and i.trigger_type = 'scheduled' and i.cron is not null";

    private final Jdbi jdbi;

    @Inject
    ScheduleRows(Database database) {
        this(database.jdbi());
    }

    ScheduleRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * An instance whose time has come.
     *
     * @param at the time, the first one if several were missed
     */
    record Due(long formulaInstanceId, String cron, Instant at) {}

    /** Makes the schedules of instances that have none or another, and takes those away that do not run any more. */
    void follow(Instant now) {
        jdbi.useTransaction(handle -> {
            handle.execute("delete from execution_schedule s where not exists (select 1 from formula_instance i"
                    + " join formula f on f.id = i.formula_id where i.id = s.formula_instance_id and i.cron = s.cron and "
                    + RUNNING + ")");
            Map<Long, String> missing = handle.createQuery("select i.id, i.cron from formula_instance i"
                            + " join formula f on f.id = i.formula_id"
                            + " where " + RUNNING + " and not exists (select 1 from execution_schedule s"
                            + " where s.formula_instance_id = i.id) order by i.id for key share of i skip locked")
                    .collectRows(Collectors.toMap(
                            row -> row.getColumn("id", Long.class), row -> row.getColumn("cron", String.class)));
            missing.forEach((instance, cron) -> handle.createUpdate("insert into execution_schedule"
                            + " (formula_instance_id, cron, next_at) values (:id, :cron, :next) on conflict do nothing")
                    .bind("id", instance)
                    .bind("cron", cron)
                    .bind("next", next(cron, now))
                    .execute());
        });
    }

    /**
     * Takes instances whose time has come, sets their next time after now, and hands them on in the same transaction.
     *
     * @return whether there may be more
     */
    boolean take(Instant now, BiConsumer<Handle, List<Due>> start) {
        return jdbi.inTransaction(handle -> {
            // Both skip what is locked: whoever deletes an instance holds it and then wants its schedule.
            List<Due> due = handle.createQuery(
                            "select s.formula_instance_id, s.cron, s.next_at from execution_schedule s"
                                    + " join formula_instance i on i.id = s.formula_instance_id join formula f on f.id = i.formula_id"
                                    + " where s.next_at <= :now and i.cron = s.cron and " + RUNNING
                                    + " order by s.next_at limit :most for key share of i skip locked for update of s skip locked")
                    .bind("now", ExecutionRows.at(now))
                    .bind("most", MOST)
                    .map((row, context) -> new Due(
                            row.getLong(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant()))
                    .list();
            if (due.isEmpty()) {
                return false;
            }
            List<@Nullable OffsetDateTime> next = new ArrayList<>();
            due.forEach(one -> next.add(next(one.cron(), now)));
            handle.createUpdate("update execution_schedule s set next_at = n.at from unnest(:ids, :next) n (id, at)"
                            + " where s.formula_instance_id = n.id")
                    .bindArray(
                            "ids",
                            Long.class,
                            due.stream().map(Due::formulaInstanceId).toList())
                    .bindArray("next", OffsetDateTime.class, next)
                    .execute();
            start.accept(handle, due);
            return due.size() == MOST;
        });
    }

    /** Null is how the table says never. */
    private static @Nullable OffsetDateTime next(String cron, Instant now) {
        try {
            return Cron.parse(cron).next(now).map(ExecutionRows::at).orElse(null);
        } catch (BadRequest e) {
            LOG.errorf("A stored schedule cannot be read and never comes: %s", e.getMessage());
            return null;
        }
    }
}
