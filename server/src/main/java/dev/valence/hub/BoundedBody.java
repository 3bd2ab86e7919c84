package dev.valence.hub;

import dev.valence.http.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/** Reads a body whole, up to a limit. */
final class BoundedBody {
    private BoundedBody() {}

    /**
     * The body of a provider's reply.
     *
     * @return fails with {@link ProviderFailure} 502 when it breaks off, with {@code tooLong} beyond the limit in bytes
     */
    static Future<Buffer> ofReply(HttpClientResponse reply, long limit, ProviderFailure tooLong) {
        return read(reply, limit, () -> tooLong)
                .recover(failure -> Future.failedFuture(failure == tooLong ? failure : brokenOff()));
    }

    static ProviderFailure brokenOff() {
        return new ProviderFailure(502, "The provider's reply broke off; send the request again");
    }

    /**
     * The body, or a failure once it is longer than the limit; the rest is then thrown away as it comes.
     *
     * @param limit in bytes
     * @param tooLong makes the failure
     */
    static Future<Buffer> read(ReadStream<Buffer> stream, long limit, Supplier<? extends RuntimeException> tooLong) {
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
