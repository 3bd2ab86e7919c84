package dev.valence.reception;

import dev.valence.http.BadRequest;
import dev.valence.http.BodyLimit;
import dev.valence.http.RequestTimeout;
import dev.valence.http.Unavailable;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * The body of one post on its way in. It has to be whole within a time, however slowly bytes drip, and it grows with what comes,
 * whatever length its head announces. Lives on the event loop of its request.
 */
final class IncomingBody {
    private static final int SMALLEST = 512;

    private final HttpServerRequest request;
    private final BodyLimit limit;
    private final HeldBytes.Part held;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * Makes ready to read.
     *
     * @param request paused; nothing is read of it before {@link #read}
     */
    IncomingBody(HttpServerRequest request, BodyLimit limit, HeldBytes.Part held) {
        this.request = request;
        this.limit = limit;
        this.held = held;
        request.handler(this::add);
        request.endHandler(end -> complete());
        // Before anything is read too: somebody may hang up while it is looked whom the post is for.
        request.exceptionHandler(
                broken -> fail(new Refused(Refusal.TRUNCATED, new BadRequest("The body ended before its length"))));
    }

    /** Reads; the future completes with the body, or with {@link Refused}, on the event loop. */
    CompletableFuture<byte[]> read(Context context, Duration deadline) {
        long timer = context.owner()
                .setTimer(
                        deadline.toMillis(),
                        late -> fail(new Refused(
                                Refusal.TOO_SLOW,
                                new RequestTimeout("The body was not here within " + deadline.toSeconds() + " s"))));
        var _ = whole.whenComplete((body, failure) -> context.owner().cancelTimer(timer));
        request.resume();
        return whole;
    }

    private void add(Buffer chunk) {
        if (whole.isDone()) {
            return;
        }
        int needed = length + chunk.length();
        if (needed > limit.bytes()) {
            fail(new Refused(Refusal.TOO_LARGE, limit.fault()));
        } else if (makeRoom(needed)) {
            chunk.getBytes(bytes, length);
            length = needed;
        } else {
            fail(busy());
        }
    }

    private boolean makeRoom(int needed) {
        if (needed <= bytes.length) {
            return true;
        }
        int capacity = (int) Math.max(needed, Math.min(Math.max(SMALLEST, 2L * bytes.length), most()));
        if (!held.grow(capacity - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    /** What the body can come to. */
    private long most() {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return announced == null ? limit.bytes() : Math.min(limit.bytes(), Long.parseLong(announced));
    }

    private void complete() {
        byte[] body = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        bytes = new byte[0];
        whole.complete(body);
    }

    private void fail(Refused refused) {
        bytes = new byte[0];
        whole.completeExceptionally(refused);
    }

    /** The answer to a post that there is no room for at the moment. */
    static Refused busy() {
        return new Refused(
                Refusal.UNAVAILABLE, new Unavailable("The event was not stored; send it again", Duration.ofSeconds(5)));
    }
}
