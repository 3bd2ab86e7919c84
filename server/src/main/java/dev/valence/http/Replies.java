package dev.valence.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes what every reply has in common, and error replies, straight to the connection. */
public final class Replies {
    public static final CharSequence JSON = HttpHeaders.createOptimized("application/json;charset=UTF-8");

    private static final Logger LOG = Logger.getLogger(Replies.class);
    /** What a provider's file is, it says itself; a browser must not guess that it is a page of ours. */
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("X-Content-Type-Options");

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(Headers.REQUEST_ID);

    private Replies() {}

    /** Gives the request its id and the headers of every reply. */
    static void stamp(HttpServerRequest request) {
        MultiMap headers = request.response().headers();
        headers.set(REQUEST_ID, RequestId.next());
        headers.set(NO_SNIFF, "nosniff");
        Cors.stamp(request, headers);
        QuietErrors.arrange(request);
    }

    /** The id that {@link #stamp} gave. */
    public static String requestId(HttpServerResponse response) {
        String id = response.headers().get(REQUEST_ID);
        return id == null ? "" : id;
    }

    /** Answers with a failure; one that is not an {@link ApiException} is logged and becomes a plain 500. */
    public static void fail(HttpServerRequest request, Throwable failure) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Half a reply is out; breaking the connection is the only honest end.
            response.reset();
            return;
        }
        if (failure instanceof ApiException known) {
            known.retryAfter()
                    .ifPresent(wait ->
                            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds()))));
            write(request, known.status(), known.getMessage(), known.providerMessage());
        } else {
            LOG.errorf(failure, "Request %s %s failed", requestId(response), request.path());
            write(request, 500, ServerFault.MESSAGE);
        }
    }

    static void write(HttpServerRequest request, int status, @Nullable String message) {
        write(request, status, message, Optional.empty());
    }

    private static void write(
            HttpServerRequest request, int status, @Nullable String message, Optional<String> providerMessage) {
        HttpServerResponse response = request.response();
        ErrorBody body = new ErrorBody(requestId(response), message == null ? "" : message, providerMessage);
        response.setStatusCode(QuietErrors.status(status, response));
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        if (!request.isEnded() && hasBody(request)) {
            // The rest of the body is not looked at: the connection cannot be used again.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.end(Buffer.buffer(Json.bytes(body))).onComplete(done -> LingeringClose.of(request.connection()));
            return;
        }
        response.end(Buffer.buffer(Json.bytes(body)));
        request.resume();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }
}
