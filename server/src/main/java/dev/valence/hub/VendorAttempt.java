package dev.valence.hub;

import dev.valence.activity.Call;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to the provider, as the trace of its call saw it. */
final class VendorAttempt {
    private final String method;
    private final BaseUrl base;
    private final String path;
    private final String query;
    private final long start;
    private final @Nullable Capture sent;
    private @Nullable Capture received;
    private long end;
    private int status;

    VendorAttempt(Authorized authorized, boolean traced) {
        // Not the request itself, whose body would be kept in memory until this is written.
        this.method = authorized.request().method();
        this.base = authorized.request().base();
        this.path = authorized.request().path();
        this.query = authorized.request().query();
        this.start = System.nanoTime();
        this.sent = traced ? sent(authorized) : null;
    }

    void answered(HttpClientResponse reply) {
        end = System.nanoTime();
        status = reply.statusCode();
        received = sent == null ? null : new Capture(reply.headers());
    }

    void failed() {
        end = System.nanoTime();
    }

    /** A part of the reply's body. */
    void received(Buffer chunk) {
        if (received != null) {
            received.add(chunk);
        }
    }

    int size() {
        return (sent == null ? 0 : sent.size()) + (received == null ? 0 : received.size());
    }

    Call.VendorRequest toRecord(long callStart, long callEnd) {
        long until = end == 0 ? callEnd : end;
        return new Call.VendorRequest(
                method,
                (base.tls() ? "https://" : "http://") + base.authority() + path + (query.isEmpty() ? "" : "?" + query),
                status == 0 ? Optional.empty() : Optional.of(status),
                (start - callStart) / 1000,
                (until - start) / 1000,
                Optional.ofNullable(sent).map(Capture::message),
                Optional.ofNullable(received).map(Capture::message));
    }

    private static Capture sent(Authorized authorized) {
        List<Map.Entry<String, String>> headers =
                new ArrayList<>(authorized.request().headers().entrySet());
        authorized.authorization().ifPresent(value -> headers.add(Map.entry("Authorization", value)));
        if (!(authorized.request().body() instanceof VendorRequest.VendorBody.Whole whole)) {
            return new Capture(headers);
        }
        if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase("Content-Type"))) {
            headers.add(Map.entry("Content-Type", whole.contentType()));
        }
        Capture capture = new Capture(headers);
        capture.add(whole.bytes());
        return capture;
    }
}
