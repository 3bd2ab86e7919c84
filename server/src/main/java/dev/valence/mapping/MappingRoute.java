package dev.valence.mapping;

import dev.valence.http.BadRequest;
import dev.valence.http.BodyLimit;
import dev.valence.http.BoundedBody;
import dev.valence.http.EarlyRoute;
import dev.valence.http.Json;
import dev.valence.http.Replies;
import dev.valence.http.UnsupportedMediaType;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code .../objects/...} and {@code .../transformations/...} of organizations, accounts and instances, and {@code /vdrs}: one
 * table of paths for the three levels and for both names, where routes of the framework would say everything several times.
 */
@Singleton
public class MappingRoute implements EarlyRoute {
    private static final String PREFIX = "/elements/api-v2";
    private static final ExecutorService THREADS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mapping-", 0).factory());

    private final MappingCalls calls;
    private final VdrCalls vdrs;
    private final BodyLimit limit;

    MappingRoute(MappingCalls calls, VdrCalls vdrs, BodyLimit limit) {
        this.calls = calls;
        this.vdrs = vdrs;
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
        if (path == null || !path.startsWith(PREFIX)) {
            return false;
        }
        String rest = path.substring(PREFIX.length());
        return VdrPath.parse(rest).isPresent()
                || ((path.contains("/objects") || path.contains("/transformations"))
                        && MappingPath.parse(rest).isPresent());
    }

    @Override
    public void handle(HttpServerRequest request, Runnable passOn) {
        request.pause();
        String path = Objects.requireNonNull(request.path()).substring(PREFIX.length());
        Context eventLoop = Objects.requireNonNull(Vertx.currentContext(), "Routes run on event loops");
        BoundedBody.read(request, limit.bytes(), limit::fault).onComplete(read -> {
            if (read.failed()) {
                Replies.fail(request, read.cause());
                return;
            }
            THREADS.execute(() -> answer(request, path, read.result(), eventLoop));
        });
    }

    private void answer(HttpServerRequest request, String path, Buffer body, Context eventLoop) {
        try {
            requireJson(request, body);
            MappingReply reply = answer(request, path, body.getBytes());
            boolean empty = reply.json().isMissingNode();
            byte[] bytes = empty ? new byte[0] : Json.bytes(reply.json());
            eventLoop.runOnContext(back -> {
                reply.headers().forEach(request.response()::putHeader);
                if (!empty) {
                    request.response().putHeader(HttpHeaders.CONTENT_TYPE, Replies.JSON);
                }
                request.response().end(Buffer.buffer(bytes));
            });
        } catch (RuntimeException e) {
            eventLoop.runOnContext(back -> Replies.fail(request, e));
        }
    }

    private MappingReply answer(HttpServerRequest request, String path, byte[] body) {
        String method = request.method().name();
        Optional<String> authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
        Optional<VdrPath> vdr = VdrPath.parse(path);
        return vdr.isPresent()
                ? vdrs.answer(method, vdr.get(), query(request), authorization, body)
                : MappingReply.of(calls.answer(
                        method, MappingPath.parse(path).orElseThrow(), authorization, body, query(request)));
    }

    private static Map<String, List<String>> query(HttpServerRequest request) {
        try {
            return new QueryStringDecoder(Optional.ofNullable(request.query()).orElse(""), false).parameters();
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The query is not properly percent-encoded; a % must be written as %25", e);
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
