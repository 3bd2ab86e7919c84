package dev.valence.hub;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Runs steps on the event loop when they need not wait, and else the same steps on a virtual thread. */
final class Steps {
    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("hub-", 0).factory());

    private Steps() {}

    /** The result, delivered on the event loop that this is called on. */
    static <T> Future<T> run(Function<Waiting, T> steps) {
        try {
            return Future.succeededFuture(steps.apply(Waiting.FORBIDDEN));
        } catch (WouldWait signal) {
            return onVirtualThread(steps);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static <T> Future<T> onVirtualThread(Function<Waiting, T> steps) {
        Context eventLoop = Objects.requireNonNull(Vertx.currentContext(), "Only to be used on an event loop");
        Promise<T> promise = Promise.promise();
        THREADS.execute(() -> {
            try {
                T result = steps.apply(Waiting.ALLOWED);
                eventLoop.runOnContext(back -> promise.complete(result));
            } catch (Throwable e) {
                eventLoop.runOnContext(back -> promise.fail(e));
            }
        });
        return promise.future();
    }
}
