package dev.valence.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * Cross-origin rules: any page may call the API with secrets of its own in a header. The allowed origin is always the
 * star, which browsers do not take for calls with cookies: with the session cookie only our own pages can call.
 */
final class Cors {
    private static final CharSequence ALLOW_ORIGIN =
            io.vertx.core.http.HttpHeaders.createOptimized("access-control-allow-origin");
    private static final CharSequence EXPOSE =
            io.vertx.core.http.HttpHeaders.createOptimized("Access-Control-Expose-Headers");
    /** The order is part of the wire contract. */
    private static final CharSequence EXPOSED = io.vertx.core.http.HttpHeaders.createOptimized(
            "Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token,"
                    + " Elements-Trace-Id, Elements-Error, Content-Disposition");

    private Cors() {}

    static void stamp(HttpServerRequest request, MultiMap replyHeaders) {
        replyHeaders.set(EXPOSE, EXPOSED);
        if (request.headers().contains("Origin")) {
            replyHeaders.set(ALLOW_ORIGIN, "*");
        }
    }

    static boolean isPreflight(HttpServerRequest request) {
        return request.headers().contains("Access-Control-Request-Method");
    }

    static void answerPreflight(HttpServerRequest request) {
        String wanted = request.getHeader("Access-Control-Request-Headers");
        request.response()
                .putHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", wanted == null ? "Authorization, Content-Type" : wanted)
                .putHeader("Access-Control-Max-Age", "86400")
                .end();
    }
}
