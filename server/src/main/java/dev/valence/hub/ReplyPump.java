package dev.valence.hub;

import dev.valence.http.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Passes a JSON reply on through a {@link ReplyTransform}.
 *
 * <p>A reply that fits into memory easily is finished before the first byte goes out, so that a broken one can still
 * become an error and the number of rows can stand in a header. A longer one goes out while it comes in, no faster than
 * the caller reads.
 */
final class ReplyPump {
    /** Lists of a hundred ordinary objects stay below this. */
    private static final int HELD = 256 * 1024;

    private final HttpClientResponse from;
    private final HttpServerResponse to;
    private final ReplyTransform filter;
    private final boolean list;
    private final Consumer<OptionalLong> beforeHead;
    private final CallTrace trace;
    private final Promise<Void> done = Promise.promise();
    private final Buffer held = Buffer.buffer();
    private boolean streaming;

    /**
     * @param list whether the caller expects a list
     * @param beforeHead sets what the head of the reply still needs; gets the number of rows when it is known
     */
    ReplyPump(
            HttpClientResponse from,
            HttpServerResponse to,
            ReplyTransform filter,
            boolean list,
            Consumer<OptionalLong> beforeHead,
            CallTrace trace) {
        this.from = from;
        this.to = to;
        this.filter = filter;
        this.list = list;
        this.beforeHead = beforeHead;
        this.trace = trace;
    }

    /** Starts; completes when everything is handed to the caller's connection. */
    Future<Void> run() {
        from.handler(this::take);
        from.exceptionHandler(failure -> done.tryFail(ReplyBody.brokenOff()));
        from.endHandler(end -> finish());
        from.resume();
        return done.future();
    }

    private void take(Buffer chunk) {
        trace.vendorReplied(chunk);
        try {
            Buffer out = filter.feed(chunk);
            if (!streaming && held.length() + out.length() <= HELD) {
                held.appendBuffer(out);
                return;
            }
            startStreaming();
            trace.replied(out);
            to.write(out);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(ready -> from.resume());
            }
        } catch (MalformedReply e) {
            fail(notJson(e));
        }
    }

    private void startStreaming() {
        if (!streaming) {
            streaming = true;
            beforeHead.accept(OptionalLong.empty());
            to.setChunked(true);
            trace.replied(held);
            to.write(held);
        }
    }

    private void finish() {
        if (done.future().isComplete()) {
            return;
        }
        try {
            Buffer rest = filter.end();
            if (streaming) {
                trace.replied(rest);
                to.end(rest).onComplete(done);
                return;
            }
            Buffer all = held.length() == 0 ? rest : held.appendBuffer(rest);
            boolean empty = list && isNothing(all);
            Buffer body = empty ? Buffer.buffer("[]") : all;
            beforeHead.accept(empty ? OptionalLong.of(0) : filter.elements());
            to.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            trace.replied(body);
            to.end(body).onComplete(done);
        } catch (MalformedReply e) {
            done.tryFail(notJson(e));
        }
    }

    /** What vendors send in place of an empty list. */
    static boolean isNothing(Buffer json) {
        String text = json.length() > 100 ? "" : json.toString().strip();
        return text.equals("null") || text.equals("{}");
    }

    private void fail(RuntimeException failure) {
        // What still comes has no reader.
        from.handler(ignored -> {});
        from.resume();
        done.tryFail(failure);
    }

    static ProviderFailure notJson(MalformedReply fault) {
        return new ProviderFailure(
                502,
                "The provider's reply is not valid JSON (" + fault.getMessage() + "); try again or ask the provider");
    }
}
