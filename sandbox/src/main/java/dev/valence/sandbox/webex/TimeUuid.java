package dev.valence.sandbox.webex;

import java.time.Instant;
import java.util.UUID;

/** Time-based UUIDs (RFC 9562, version 1) of one node: each later than the one before. */
final class TimeUuid {
    private static final long EPOCH_OFFSET_MILLIS = 12_219_292_800_000L;
    private static final long TICKS_PER_MILLI = 10_000;
    private static final long NODE = 0x8ccc_0100_0000_0001L;

    private long last;

    /** A UUID for the time, or for the next free tick of 100 ns after the last one given out. */
    UUID next(Instant at) {
        last = Math.max(last + 1, ticks(at));
        return of(last);
    }

    /** Makes sure that ids to come are later than this one. */
    void notBefore(UUID uuid) {
        last = Math.max(last, uuid.timestamp());
    }

    /** Ticks of 100 ns since 1582-10-15, the UUID's own measure. */
    static long ticks(Instant at) {
        return (at.toEpochMilli() + EPOCH_OFFSET_MILLIS) * TICKS_PER_MILLI;
    }

    static Instant time(UUID uuid) {
        return Instant.ofEpochMilli(uuid.timestamp() / TICKS_PER_MILLI - EPOCH_OFFSET_MILLIS);
    }

    private static UUID of(long ticks) {
        long low = ticks & 0xFFFF_FFFFL;
        long middle = (ticks >>> 32) & 0xFFFFL;
        long high = (ticks >>> 48) & 0x0FFFL;
        return new UUID(low << 32 | middle << 16 | 0x1000L | high, NODE);
    }
}
