package dev.valence.sandbox.fault;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A token bucket for each caller and endpoint: filled by the minute's budget, with a burst of at most 60 calls. */
@Singleton
public final class RateLimit {
    private static final double BURST = 60;

    private final SandboxClock clock;
    private final Settings settings;
    private final Map<String, Bucket> buckets = new HashMap<>();

    private record Bucket(double level, Instant at) {}

    @Inject
    public RateLimit(SandboxClock clock, Settings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** Takes one call from the budget; when it is used up, the seconds until the next one, at least 1. */
    public synchronized OptionalLong take(String key) {
        int perMinute = settings.now().rateLimit();
        if (perMinute <= 0) {
            return OptionalLong.empty();
        }
        Instant now = clock.instant();
        double full = Math.min(BURST, perMinute);
        double perSecond = perMinute / 60.0;
        Bucket bucket = buckets.getOrDefault(key, new Bucket(full, now));
        double seconds = Duration.between(bucket.at(), now).toMillis() / 1000.0;
        double level = Math.min(full, bucket.level() + seconds * perSecond);
        if (level < 1) {
            buckets.put(key, new Bucket(level, now));
            return OptionalLong.of((long) Math.max(1, Math.ceil((1 - level) / perSecond)));
        }
        buckets.put(key, new Bucket(level - 1, now));
        return OptionalLong.empty();
    }

    public synchronized void clear() {
        buckets.clear();
    }
}
