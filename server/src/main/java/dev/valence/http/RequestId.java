package dev.valence.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes request ids: 24 hex digits of time in seconds, process and counter, so that they sort by time. */
public final class RequestId {
    private static final long PROCESS = ThreadLocalRandom.current().nextLong() & 0xFF_FFFF_FFFFL;
    private static final AtomicInteger COUNTER =
            new AtomicInteger(ThreadLocalRandom.current().nextInt());
    private static final HexFormat HEX = HexFormat.of();

    private RequestId() {}

    /** A new id; unique over processes with overwhelming probability. */
    public static String next() {
        StringBuilder id = new StringBuilder(24);
        id.append(HEX.toHexDigits(System.currentTimeMillis() / 1000, 8));
        id.append(HEX.toHexDigits(PROCESS, 10));
        id.append(HEX.toHexDigits(COUNTER.getAndIncrement(), 6));
        return id.toString();
    }
}
