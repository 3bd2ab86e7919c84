package dev.valence.execution;

import dev.valence.http.Conflict;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Ends executions that are not over. Whoever runs one notices when it wants to commit its next step; a step that has begun goes
 * to its end.
 */
@Singleton
final class Cancellation {
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
                    handle.createUpdate("delete from execution_work where execution_id = :id")
                            .bind("id", execution.id())
                            .execute();
                    handle.createUpdate("""
                                    with recursive run (id, created_at) as (
                                        select id, created_at from execution where id = :id and created_at = :created
                                        union all
                                        select e.id, e.created_at from execution e join run on e.parent_id = run.id
                                            and e.status = 'pending')
                                    update execution e set status = 'cancelled', updated_at = :now from run
                                    where e.id = run.id and e.created_at = run.created_at""")
                            .bind("id", execution.id())
                            .bind("created", ExecutionRows.at(execution.createdAt()))
                            .bind("now", OffsetDateTime.now(clock))
                            .execute();
                    return true;
                });
        if (!done) {
            throw new Conflict("Execution " + execution.id()
                    + " is over and cannot be cancelled any more; GET /formulas/instances/executions/" + execution.id()
                    + " tells how it ended");
        }
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
