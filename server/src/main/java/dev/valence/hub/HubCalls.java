package dev.valence.hub;

import dev.valence.http.Headers;
import dev.valence.http.ProviderFailure;
import dev.valence.http.Unavailable;
import dev.valence.provider.ProviderReply;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads through the platform's own hub. For threads that may block. */
@Singleton
public class HubCalls {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int REPLY_LIMIT = 64 << 20;

    private final OwnCalls calls;

    HubCalls(OwnCalls calls) {
        this.calls = calls;
    }

    /**
     * What the hub answered.
     *
     * @param retryAfter the header of this name
     * @param nextPage what the next page is asked for with
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
    public record Reply(int status, byte[] body, Optional<String> retryAfter, Optional<String> nextPage) {}

    /**
     * Reads a path of the hub, {@code /hubs/{hub}/...} or without these two, percent-encoded and with its query.
     *
     * @throws ProviderFailure when no answer came in time
     * @throws Unavailable when the server stops
     */
    public Reply get(long instanceId, String path) {
        OwnCalls.Request request =
                new OwnCalls.Request("GET", path, Map.of("Accept", "application/json"), BodyPublishers.noBody(), LIMIT);
        try (OwnCalls.Reply reply = calls.through(instanceId, request)) {
            ProviderReply whole = reply.whole(REPLY_LIMIT);
            return new Reply(
                    whole.status(),
                    whole.body(),
                    whole.header("Retry-After"),
                    whole.header(Headers.NEXT_PAGE_TOKEN).filter(token -> !token.isEmpty()));
        }
    }
}
