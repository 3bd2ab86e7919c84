package dev.valence.execution;

import dev.valence.formula.InstanceListener;
import dev.valence.http.Conflict;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Ends executions that are not over. Whoever runs one notices when it wants to commit its next step; a step that has begun goes
 * to its end.
 */
@Singleton
final class Cancellation implements InstanceListener {
    private final Jdbi jdbi;
    private final Clock clock;

    @Inject
    Cancellation(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    Cancellation(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Cancels an execution, and the runs of sub-formulas in it; nothing happens when it was cancelled before.
     *
     * @throws Conflict when it is over, or the run of a sub-formula
     */
    void cancel(StoredExecution execution) {
        if (execution.parentId().isPresent()) {
            throw new Conflict("Execution " + execution.id() + " is run by a step of execution "
                    + execution.parentId().get() + "; cancel that one");
        }
        boolean done = execution.status() == ExecutionStatus.CANCELLED
                || jdbi.inTransaction(handle -> {
                    // The row is the licence to go on; the runner locks it before everything else of the execution too.
                    if (ExecutionWriter.lockWork(handle, Set.of(execution.id())).isEmpty()) {
                        return isCancelled(handle, execution.id());
                    }
                    cancel(handle, List.of(execution.id()), Optional.empty());
                    return true;
                });
        if (!done) {
            throw new Conflict("Execution " + execution.id()
                    + " is over and cannot be cancelled any more; GET /formulas/instances/executions/" + execution.id()
                    + " tells how it ended");
        }
    }

    @Override
    public void deleting(Handle handle, Collection<Long> formulaInstances) {
        List<Long> ids = List.copyOf(formulaInstances);
        // Whoever brings work for them or commits a step of it holds the lane, and is waited for.
        handle.createQuery("select formula_instance_id from execution_lane where formula_instance_id = any(:ids)"
                        + " order by formula_instance_id for update")
                .bindArray("ids", Long.class, ids)
                .mapTo(Long.class)
                .list();
        List<Long> work = handle.createQuery(
                        "select execution_id from execution_work where formula_instance_id = any(:ids)"
                                + " order by execution_id for update")
                .bindArray("ids", Long.class, ids)
                .mapTo(Long.class)
                .list();
        cancel(handle, work, Optional.of("The formula instance was deleted before this execution was over"));
    }

    /** Takes the work of executions away; they are cancelled, with the runs of sub-formulas in them. */
    private void cancel(Handle handle, List<Long> executions, Optional<String> error) {
        handle.createUpdate("""
                        with recursive work as (
                            delete from execution_work where execution_id = any(:ids) returning execution_id, created_at),
                        run (id, created_at) as (
                            select execution_id, created_at from work
                            union all
                            select e.id, e.created_at from execution e join run on e.parent_id = run.id
                                and e.status = 'pending')
                        update execution e set status = 'cancelled', error = :error, updated_at = :now from run
                        where e.id = run.id and e.created_at = run.created_at""")
                .bindArray("ids", Long.class, executions)
                .bind("error", error.orElse(null))
                .bind("now", OffsetDateTime.now(clock))
                .execute();
    }

    private static boolean isCancelled(Handle handle, long id) {
        return handle.createQuery("select status from execution where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .filter(ExecutionStatus.CANCELLED.wireName()::equals)
                .isPresent();
    }
}
