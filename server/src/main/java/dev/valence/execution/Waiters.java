package dev.valence.execution;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who in this process waits for the end of an execution. */
@Singleton
final class Waiters {
    private final Map<Long, CompletableFuture<Ended>> waiting = new ConcurrentHashMap<>();

    /** Completes when the execution ends in this process; {@link #leave} has to follow. */
    CompletableFuture<Ended> of(long executionId) {
        return waiting.computeIfAbsent(executionId, id -> new CompletableFuture<>());
    }

    /** As {@link #of}, for an execution that nobody knows yet. */
    void await(long executionId, CompletableFuture<Ended> future) {
        waiting.put(executionId, future);
    }

    void leave(long executionId) {
        waiting.remove(executionId);
    }

    void tell(long executionId, Ended ended) {
        CompletableFuture<Ended> one = waiting.get(executionId);
        if (one != null) {
            one.complete(ended);
        }
    }
}
