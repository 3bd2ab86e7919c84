package dev.valence.sandbox.fault;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How often what was called. Paths only: a query may hold a code, a header a token. */
@Singleton
public final class CallLog {
    private static final int KEPT = 500;

    private long received;
    private final Map<String, Long> byStatus = new TreeMap<>();
    private final Map<String, Long> byGrant = new TreeMap<>();
    private final Deque<Entry> recent = new ArrayDeque<>();

    /**
     * A finished call.
     *
     * @param at when it arrived
     * @param status 0 when the connection ended without an answer
     * @param milliseconds from arrival to answer
     * @param caller whose token it came with, as the provider names people
     * @param grant which OAuth grant a call of the token endpoint asked for
     */
    public record Entry(
            Instant at,
            String method,
            String path,
            int status,
            long milliseconds,
            Optional<String> caller,
            Optional<String> grant) {}

    /** Everything counted since the last clearing; {@code recent} has the newest first. */
    public record Counts(long received, Map<String, Long> byStatus, Map<String, Long> byGrant, List<Entry> recent) {}

    /** Counts a call when it arrives, so that one that hangs is seen too. */
    public synchronized void arrived(Optional<String> grant) {
        received++;
        grant.ifPresent(name -> byGrant.merge(name, 1L, Long::sum));
    }

    public synchronized void finished(Entry entry) {
        byStatus.merge(String.valueOf(entry.status()), 1L, Long::sum);
        recent.addFirst(entry);
        if (recent.size() > KEPT) {
            recent.removeLast();
        }
    }

    public synchronized Counts counts() {
        return new Counts(received, Map.copyOf(byStatus), Map.copyOf(byGrant), List.copyOf(recent));
    }

    public synchronized void clear() {
        received = 0;
        byStatus.clear();
        byGrant.clear();
        recent.clear();
    }
}
