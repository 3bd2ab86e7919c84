package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.hub.HubCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The hub did not give a list; the message says why, for people. */
final class PollFailure extends RuntimeException {
    private static final int TOO_MANY_REQUESTS = 429;

    private final String reason;
    private final int status;
    private final transient Optional<Duration> retryAfter;

    PollFailure(int status, String message, Optional<Duration> retryAfter) {
        super(message);
        this.reason = message;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The failure that an answer of the hub is; its words are the hub's. */
    static PollFailure of(HubCalls.Reply reply, Optional<Duration> retryAfter) {
        String words = "";
        try {
            JsonNode body = Json.MAPPER.readTree(reply.body());
            words = body == null ? "" : body.path("message").asText();
        } catch (IOException _) {
            // Its status says enough.
        }
        return new PollFailure(reply.status(), reply.status() + (words.isEmpty() ? "" : ": " + words), retryAfter);
    }

    String reason() {
        return reason;
    }

    int status() {
        return status;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether asking again cannot help: what is asked for is wrong or not allowed. */
    boolean lasts() {
        return status >= 400 && status < 500 && status != 401 && status != 408 && status != TOO_MANY_REQUESTS;
    }
}
