package dev.valence.execution;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts executions, and waits for them. For threads that may block. */
@Singleton
final class Executions {
    /** An execution may end in another process, which tells nobody. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final ExecutionJournal journal;
    private final ExecutionRows rows;
    private final Waiters waiters;

    Executions(ExecutionJournal journal, ExecutionRows rows, Waiters waiters) {
        this.journal = journal;
        this.rows = rows;
        this.waiters = waiters;
    }

    /** Accepts an execution; it is committed when this returns. */
    Execution start(NewExecution execution) {
        return journal.write(new Entry.Start(execution)).accepted().orElseThrow();
    }

    /** Waits for the end of an execution; empty when the time is over. */
    Optional<Ended> await(Execution execution, Duration limit) throws InterruptedException {
        CompletableFuture<Ended> future = waiters.of(execution.id());
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            // It may have ended before anybody waited.
            Optional<Ended> ended = rows.ended(execution.id());
            while (ended.isEmpty() && System.nanoTime() < deadline) {
                try {
                    ended = Optional.of(future.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
                } catch (TimeoutException e) {
                    ended = rows.ended(execution.id());
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
            return ended;
        } finally {
            waiters.leave(execution.id());
        }
    }
}
