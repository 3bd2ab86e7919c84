package dev.valence.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A failure that ends as an error reply.
 *
 * <p>The subclasses are the whole tree; each carries what the reply needs and nothing else. A message says what
 * happened, where, and what to do next, and never contains a secret.
 */
public abstract class ApiException extends RuntimeException {
    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    ApiException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The HTTP status of the reply. */
    public final int status() {
        return status;
    }

    /** The provider's own words, present when the failure came from the provider. */
    public Optional<String> providerMessage() {
        return Optional.empty();
    }

    /** How long the caller should wait before the next try, sent as {@code Retry-After} in whole seconds. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** What is wrong at each field of a form, by name; empty when the failure is not about fields. */
    public Map<String, String> fields() {
        return Map.of();
    }
}
