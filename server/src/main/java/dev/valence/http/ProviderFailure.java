package dev.valence.http;

import java.time.Duration;
import java.util.Optional;

/** The provider refused, failed or could not be reached; carries its own words and its {@code Retry-After}. */
public final class ProviderFailure extends ApiException {
    private final Optional<String> providerMessage;
    private final Optional<Duration> retryAfter;

    public ProviderFailure(
            int status, String message, Optional<String> providerMessage, Optional<Duration> retryAfter) {
        super(status, message);
        this.providerMessage = providerMessage;
        this.retryAfter = retryAfter;
    }

    /** A provider that gave no answer at all: unreachable (502) or too slow (504). */
    public ProviderFailure(int status, String message) {
        this(status, message, Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<String> providerMessage() {
        return providerMessage;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
