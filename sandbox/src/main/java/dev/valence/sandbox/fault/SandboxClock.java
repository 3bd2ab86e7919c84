package dev.valence.sandbox.fault;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock, which tests may move forward. */
@Singleton
public final class SandboxClock implements InstantSource {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead.get());
    }

    public void advance(Duration by) {
        ahead.updateAndGet(by::plus);
    }

    /** How far it has been moved. */
    public Duration ahead() {
        return ahead.get();
    }

    public void reset() {
        ahead.set(Duration.ZERO);
    }
}
