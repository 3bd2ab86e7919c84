package dev.valence.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BodyLimit;
import dev.valence.http.BoundedBody;
import dev.valence.http.EarlyRoute;
import dev.valence.http.Headers;
import dev.valence.http.Json;
import dev.valence.http.Replies;
import dev.valence.hub.CallOrigin;
import dev.valence.hub.HubRoute;
import dev.valence.hub.OwnCalls;
import dev.valence.hub.PlatformPaths;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls of the hub with the header {@code Elements-Async-Request: true}: taken, answered at once, and made afterwards. */
@Singleton
public class AsyncRoute implements EarlyRoute {
    private final AsyncCalls calls;
    private final BodyLimit limit;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("async-begin-", 0).factory());

    AsyncRoute(AsyncCalls calls, BodyLimit limit) {
        this.calls = calls;
        this.limit = limit;
    }

    /** Before the hub, which would wait for the answer. */
    @Override
    public int rank() {
        return -1;
    }

    @Override
    public boolean wants(HttpServerRequest request) {
        // A step of a formula waits for its answer.
        if (!"true".equalsIgnoreCase(request.getHeader(Headers.ASYNC_REQUEST))
                || request.getHeader(CallOrigin.HEADER) != null) {
            return false;
        }
        String path = request.path();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (path == null || !path.startsWith(OwnCalls.PREFIX + "/") || authorization == null) {
            return false;
        }
        String rest = path.substring(OwnCalls.PREFIX.length());
        return (rest.startsWith("/hubs/") || !PlatformPaths.has(rest)) && HubRoute.hasElementPart(authorization);
    }

    @Override
    public void handle(HttpServerRequest request, Runnable passOn) {
        request.pause();
        Context loop = Objects.requireNonNull(Vertx.currentContext(), "Only to be used on an event loop");
        BoundedBody.read(request, limit.bytes(), limit::fault)
                .compose(body -> {
                    AsyncCall call = AsyncCall.of(request, body.getBytes());
                    return Future.fromCompletionStage(
                            CompletableFuture.supplyAsync(() -> calls.begin(call), threads), loop);
                })
                .onSuccess((ObjectNode begun) -> {
                    request.response().putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON);
                    request.response().end(Buffer.buffer(Json.bytes(begun)));
                })
                .onFailure(failure -> Replies.fail(
                        request,
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure));
    }
}
