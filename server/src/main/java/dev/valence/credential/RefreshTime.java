package dev.valence.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When the background sweep refreshes a token: ahead of its end, and not all tokens of one hour at once. */
final class RefreshTime {
    /** No token lives that long; beyond it neither the arithmetic nor the database's calendar goes on for ever. */
    private static final Duration LONGEST = Duration.ofDays(365 * 100);

    private RefreshTime() {}

    /** Between 85 and 90 per cent of the life, spread by instance; empty for a token without an end in our time. */
    static Optional<Instant> of(OAuthToken token, long instanceId) {
        return token.life().filter(life -> life.compareTo(LONGEST) <= 0).map(life -> {
            // Fibonacci hashing spreads consecutive ids evenly over the jitter.
            long spread = (instanceId * 0x9E3779B97F4A7C15L) >>> 40;
            Duration jitter = life.dividedBy(20).multipliedBy(spread).dividedBy(1L << 24);
            return token.issuedAt().plus(life.multipliedBy(9).dividedBy(10)).minus(jitter);
        });
    }
}
