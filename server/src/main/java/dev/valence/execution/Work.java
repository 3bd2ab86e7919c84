package dev.valence.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * An execution that is not over.
 *
 * @param createdAt with the id the key of the execution's row
 * @param stepAttempts tries of the step it stands at
 * @param fresh the execution when nothing of it has run, and it is small enough to wait in memory
 */
record Work(long executionId, Instant createdAt, int stepAttempts, Optional<Execution> fresh) {
    static Work of(Execution execution) {
        return new Work(
                execution.id(),
                execution.createdAt(),
                0,
                Optional.of(execution).filter(known -> !ValueLimit.isLarge(known.trigger())));
    }
}
