package dev.valence.hub;

import dev.valence.http.BoundedBody;
import dev.valence.http.ProviderFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Reads a provider's reply whole, up to a limit. */
final class ReplyBody {
    private ReplyBody() {}

    /**
     * The body of a provider's reply.
     *
     * @return fails with {@link ProviderFailure} 502 when it breaks off, with {@code tooLong} beyond the limit in bytes
     */
    static Future<Buffer> ofReply(HttpClientResponse reply, long limit, ProviderFailure tooLong) {
        return BoundedBody.read(reply, limit, () -> tooLong)
                .recover(failure -> Future.failedFuture(failure == tooLong ? failure : brokenOff()));
    }

    static ProviderFailure brokenOff() {
        return new ProviderFailure(502, "The provider's reply broke off; send the request again");
    }
}
