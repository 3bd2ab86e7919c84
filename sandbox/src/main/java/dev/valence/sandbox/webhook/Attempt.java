package dev.valence.sandbox.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * How a webhook call ended.
 *
 * @param status what the target answered; empty when it did not
 * @param problem why there was no answer
 */
public record Attempt(
        Instant at, Outgoing call, Optional<Integer> status, Optional<String> problem, long milliseconds) {

    /** Whether the target answered with a 2xx. */
    public boolean succeeded() {
        return status.filter(code -> code >= 200 && code < 300).isPresent();
    }
}
