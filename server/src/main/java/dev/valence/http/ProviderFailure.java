package dev.valence.http;

import java.time.Duration;
import java.util.Optional;

/** The provider refused, failed or could not be reached; carries its own words and its {@code Retry-After}. */
public final class ProviderFailure extends ApiException {
    private final Optional<String> providerMessage;
    private final Optional<Duration> retryAfter;
    private final Optional<Answer> answer;

    /**
     * What the provider answered, as machines read it.
     *
     * @param status HTTP status
     * @param error the error code of RFC 6749 section 5.2, when it sent one
     */
    public record Answer(int status, Optional<String> error) {}

    public ProviderFailure(
            int status, String message, Optional<String> providerMessage, Optional<Duration> retryAfter) {
        this(status, message, providerMessage, retryAfter, Optional.empty());
    }

    public ProviderFailure(
            int status,
            String message,
            Optional<String> providerMessage,
            Optional<Duration> retryAfter,
            Optional<Answer> answer) {
        super(status, message);
        this.providerMessage = providerMessage.map(CredentialText::masked);
        this.retryAfter = retryAfter;
        this.answer = answer;
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

    /** What the provider answered, where it was asked for a token; empty when it gave no answer. */
    public Optional<Answer> answer() {
        return answer;
    }
}
