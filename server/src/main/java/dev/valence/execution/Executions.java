package dev.valence.execution;

import dev.valence.formula.FormulaInstance;
import dev.valence.http.Conflict;
import dev.valence.http.NotFound;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts executions, and waits for them. For threads that may block. */
@Singleton
final class Executions {
    /** An execution may end in another process, which tells nobody. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    /** One that began in this process may go over to another, or be cancelled. */
    private static final Duration INSURANCE = Duration.ofSeconds(2);

    private final ExecutionJournal journal;
    private final ExecutionRows rows;
    private final Waiters waiters;
    private final Subjects subjects;
    private final Clock clock;

    Executions(ExecutionJournal journal, ExecutionRows rows, Waiters waiters, Subjects subjects, Clock clock) {
        this.journal = journal;
        this.rows = rows;
        this.waiters = waiters;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** Accepts an execution; it is committed when this returns. */
    Execution start(NewExecution execution) {
        return journal.write(new Entry.Start(execution, Optional.empty()))
                .accepted()
                .orElseThrow();
    }

    /**
     * Accepts several executions of a running formula instance, all or none.
     *
     * @throws Conflict when the instance or its formula is not active
     */
    List<Execution> start(FormulaInstance instance, List<NewExecution> executions) {
        requireRunning(instance);
        return executions.size() == 1 ? List.of(start(executions.getFirst())) : journal.acceptAll(executions);
    }

    /**
     * Runs the input of an execution once more, by what the formula does now.
     *
     * @param depth how many executions stand above it
     * @throws Conflict when it is not over, is the run of a sub-formula, or its instance is not active
     */
    Execution again(StoredExecution execution, int depth) {
        String name = "Execution " + execution.id();
        if (execution.parentId().isPresent()) {
            throw new Conflict(name + " is run by a step of execution "
                    + execution.parentId().get() + "; run that one again");
        }
        if (!execution.status().isOver()) {
            throw new Conflict(name + " is not over; wait for its end, or cancel it");
        }
        FormulaInstance instance = subjects.instance(execution.formulaInstanceId())
                .orElseThrow(() -> new Conflict(name + " has no formula instance any more, so it cannot be run again"));
        Execution before = rows.find(execution.id()).orElseThrow(() -> NotFound.withId("execution", execution.id()));
        return start(
                        instance,
                        List.of(NewExecution.of(instance, before.trigger(), before.objectId(), depth, clock.instant())))
                .getFirst();
    }

    /**
     * Runs an execution of a running formula instance and waits for its end.
     *
     * @throws Conflict when the instance or its formula is not active
     */
    Outcome run(FormulaInstance instance, NewExecution execution, Duration limit) throws InterruptedException {
        requireRunning(instance);
        CompletableFuture<Ended> future = new CompletableFuture<>();
        Written written = journal.write(new Entry.Start(execution, Optional.of(future)));
        Execution accepted = written.accepted().orElseThrow();
        try {
            return new Outcome(accepted, await(accepted, future, written.elsewhere() ? LOOK_AGAIN : INSURANCE, limit));
        } finally {
            waiters.leave(accepted.id());
        }
    }

    /**
     * What became of an execution that was waited for.
     *
     * @param ended empty when the time was over before it was
     */
    record Outcome(Execution execution, Optional<Ended> ended) {}

    private Optional<Ended> await(Execution execution, CompletableFuture<Ended> future, Duration look, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                return Optional.of(future.get(Math.min(look.toNanos(), left), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                Optional<Ended> ended = rows.ended(execution.id());
                if (ended.isPresent() || System.nanoTime() >= deadline) {
                    return ended;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Nothing for real begins while somebody switched it off.
     *
     * @throws Conflict when the instance or its formula is not active
     */
    static void requireRunning(FormulaInstance instance) {
        if (!instance.formula().active()) {
            throw new Conflict(
                    "The formula " + instance.formula().id() + " is not active, so that none of its instances"
                            + " runs; PATCH /formulas/" + instance.formula().id() + " {\"active\": true} activates it");
        }
        if (!instance.active()) {
            throw new Conflict("The formula instance " + instance.id() + " is not active; PUT /formulas/instances/"
                    + instance.id() + "/active activates it");
        }
    }

    /** Waits for the end of an execution; empty when the time is over. */
    Optional<Ended> await(Execution execution, Duration limit) throws InterruptedException {
        CompletableFuture<Ended> future = waiters.of(execution.id());
        try {
            // It may have ended before anybody waited.
            Optional<Ended> ended = rows.ended(execution.id());
            return ended.isPresent() ? ended : await(execution, future, LOOK_AGAIN, limit);
        } finally {
            waiters.leave(execution.id());
        }
    }
}
