package dev.valence.http;

import java.time.Duration;
import java.util.Optional;

/** The caller has tried too often (429); the same request is worth another try after the given time. */
public final class TooManyRequests extends ApiException {
    private final Duration retryAfter;

    public TooManyRequests(String message, Duration retryAfter) {
        super(429, message);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
