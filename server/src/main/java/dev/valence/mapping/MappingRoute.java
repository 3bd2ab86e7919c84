package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BodyLimit;
import dev.valence.http.BoundedBody;
import dev.valence.http.EarlyRoute;
import dev.valence.http.Json;
import dev.valence.http.Replies;
import dev.valence.http.UnsupportedMediaType;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code .../objects/...} and {@code .../transformations/...} of organizations, accounts and instances: one table of paths for
 * the three levels, where routes of the framework would say everything five times.
 */
@Singleton
public class MappingRoute implements EarlyRoute {
    private static final String PREFIX = "/elements/api-v2";
    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mapping-", 0).factory());

    private final MappingCalls calls;
    private final BodyLimit limit;

    MappingRoute(MappingCalls calls, BodyLimit limit) {
        this.calls = calls;
        this.limit = limit;
    }

    /** Before the hub, which takes every call with an element token. */
    @Override
    public int rank() {
        return -1;
    }

    @Override
    public boolean wants(HttpServerRequest request) {
        String path = request.path();
        return path != null
                && path.startsWith(PREFIX)
                && (path.contains("/objects") || path.contains("/transformations"))
                && MappingPath.parse(path.substring(PREFIX.length())).isPresent();
    }

    @Override
    public void handle(HttpServerRequest request, Runnable passOn) {
        request.pause();
        String path = Objects.requireNonNull(request.path()).substring(PREFIX.length());
        MappingPath parsed = MappingPath.parse(path).orElseThrow();
        Context eventLoop = Objects.requireNonNull(Vertx.currentContext(), "Routes run on event loops");
        BoundedBody.read(request, limit.bytes(), limit::fault).onComplete(read -> {
            if (read.failed()) {
                Replies.fail(request, read.cause());
                return;
            }
            THREADS.execute(() -> answer(request, parsed, read.result(), eventLoop));
        });
    }

    private void answer(HttpServerRequest request, MappingPath path, Buffer body, Context eventLoop) {
        try {
            requireJson(request, body);
            JsonNode reply = calls.answer(
                    request.method().name(),
                    path,
                    Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)),
                    body.getBytes());
            byte[] bytes = Json.bytes(reply);
            eventLoop.runOnContext(back -> request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON)
                    .end(Buffer.buffer(bytes)));
        } catch (RuntimeException e) {
            eventLoop.runOnContext(back -> Replies.fail(request, e));
        }
    }

    private static void requireJson(HttpServerRequest request, Buffer body) {
        String type = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (body.length() > 0 && !type.isEmpty() && !type.contains("json") && !type.contains("octet-stream")) {
            throw new UnsupportedMediaType("This path reads JSON; send Content-Type: application/json, not " + type);
        }
    }
}
