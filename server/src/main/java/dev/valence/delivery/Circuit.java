package dev.valence.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps deliveries away from an endpoint that fails again and again. After 20 failures in a row it opens; then one delivery
 * now and then is the probe, and the first that succeeds closes it. Not safe for use by several threads.
 */
final class Circuit {
    /** Failures in a row that open it. */
    static final int THRESHOLD = 20;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private int failures;
    private Optional<Instant> openedAt;

    Circuit(int failures, Optional<Instant> openedAt) {
        this.failures = failures;
        this.openedAt = openedAt;
    }

    /** Notes an answer; tells whether this was the failure that opened it. */
    boolean note(boolean success, Instant now) {
        if (success) {
            failures = 0;
            openedAt = Optional.empty();
            return false;
        }
        failures++;
        if (openedAt.isEmpty() && failures >= THRESHOLD) {
            openedAt = Optional.of(now);
            return true;
        }
        return false;
    }

    /** Nothing waits that could be the probe: closed, but the next failure opens it again. */
    void rest() {
        if (openedAt.isPresent()) {
            openedAt = Optional.empty();
            failures = THRESHOLD - 1;
        }
    }

    boolean isOpen() {
        return openedAt.isPresent();
    }

    Optional<Instant> openedAt() {
        return openedAt;
    }

    /** Failures in a row. */
    int failures() {
        return failures;
    }

    /** How long the next probe has to wait: twice as long after each that failed. */
    Duration pause() {
        int probes = Math.clamp(failures - THRESHOLD, 0, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << probes);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
