package dev.valence.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/** Reads a body whole, up to a limit. */
public final class BoundedBody {
    private BoundedBody() {}

    /**
     * The body, or a failure once it is longer than the limit; the rest is then thrown away as it comes.
     *
     * @param limit in bytes
     * @param tooLong makes the failure
     */
    public static Future<Buffer> read(
            ReadStream<Buffer> stream, long limit, Supplier<? extends RuntimeException> tooLong) {
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        stream.handler(chunk -> {
            if (body.length() + chunk.length() > limit) {
                promise.tryFail(tooLong.get());
            } else {
                body.appendBuffer(chunk);
            }
        });
        stream.exceptionHandler(promise::tryFail);
        stream.endHandler(end -> promise.tryComplete(body));
        stream.resume();
        return promise.future();
    }
}
