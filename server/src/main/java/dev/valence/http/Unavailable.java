package dev.valence.http;

import java.time.Duration;
import java.util.Optional;

/** The platform cannot answer at the moment (503); the same request is worth another try after the given time. */
public final class Unavailable extends ApiException {
    private final Duration retryAfter;

    public Unavailable(String message, Duration retryAfter) {
        super(503, message);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
