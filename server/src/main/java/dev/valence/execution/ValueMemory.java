package dev.valence.execution;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The memory that the values of all executions that run in this process may take together. Small executions take nothing of it.
 * Others wait for their share before what they have is read, and only then: who holds some is given more at once or not at all, and
 * then has to give back all of it. So nobody waits in a circle, and one alone always finds room.
 */
@Singleton
final class ValueMemory {
    /** What an execution may keep without asking, in bytes. */
    static final long SMALL = 128 << 10;
    /** Bytes in memory of one byte of JSON, before anybody has seen it: rows of small numbers take that much, texts two. */
    private static final int EXPANSION = 20;

    private final long most;
    private final int mostWaiting;
    private final Duration patience;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Share> waiting = new ArrayDeque<>();
    private long taken;

    /**
     * The memory of a process.
     *
     * @param percent of the largest heap
     * @param places executions that run at the same time; those that wait here hold one, and leave most to small ones
     */
    @Inject
    ValueMemory(
            @ConfigProperty(name = "valence.executions.heap-percent") int percent,
            @ConfigProperty(name = "valence.executions.places") int places) {
        this(Runtime.getRuntime().maxMemory() / 100 * percent, Math.max(1, places / 4), Duration.ofSeconds(5));
    }

    /**
     * As a test has it.
     *
     * @param most in bytes
     * @param mostWaiting shares that are waited for at the same time
     * @param patience how long one is waited for
     */
    ValueMemory(long most, int mostWaiting, Duration patience) {
        this.most = most;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    /** How long an execution that found no room stays away: not all for the same time, or they would meet again. */
    Duration absence() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(patience.toMillis(), 2 * patience.toMillis()));
    }

    /** What an execution will take that has so much JSON in the database. */
    static long ofStored(long bytes) {
        return bytes * EXPANSION;
    }

    /** What all hold, in bytes. */
    long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    Share share() {
        return new Share();
    }

    /** The share of one execution, the runs of sub-formulas in it included. Used by one thread at a time. */
    final class Share implements AutoCloseable {
        private long used;
        private long characters;
        private long expected;
        private long held;

        private Share() {}

        /** Something is kept, or with a negative number of bytes is not any more. */
        void add(long bytes) {
            used += bytes;
        }

        /** As {@link #add}, of values that steps gave, in characters of JSON. */
        void addCharacters(long more) {
            characters += more;
        }

        /** Of all values that steps gave and that are kept now, in characters of JSON. */
        long characters() {
            return characters;
        }

        /**
         * Waits for the first part of a share, some seconds at most; whoever holds one must not.
         *
         * @param bytes what will be kept, as far as is known; held until {@link #settle}
         * @return whether it may be read
         */
        boolean await(long bytes) {
            if (bytes <= SMALL) {
                return true;
            }
            lock.lock();
            try {
                boolean free = waiting.isEmpty() && fits(bytes);
                if (!free && (waiting.size() >= mostWaiting || !takesTurn(bytes))) {
                    return false;
                }
                expected = bytes;
                hold(bytes);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        /** All that was waited for has been read, and one step more was done: from now on what is kept counts. */
        void settle() {
            expected = 0;
        }

        /** Holds what is kept now, more or less than before; answers whether there is room for it. Never waits. */
        boolean adapt() {
            long kept = Math.max(used, expected);
            long wanted = kept <= SMALL ? 0 : kept;
            if (wanted == held) {
                return true;
            }
            lock.lock();
            try {
                // Whoever waits comes before those that hold nothing yet.
                boolean late = held == 0 && !waiting.isEmpty();
                if (wanted > held && (late || !fits(wanted))) {
                    return false;
                }
                hold(wanted);
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            used = 0;
            characters = 0;
            expected = 0;
            adapt();
        }

        private boolean takesTurn(long bytes) throws InterruptedException {
            long left = patience.toNanos();
            waiting.add(this);
            try {
                while (waiting.peek() != this || !fits(bytes)) {
                    if (left <= 0) {
                        return false;
                    }
                    left = changed.awaitNanos(left);
                }
                return true;
            } finally {
                waiting.remove(this);
                changed.signalAll();
            }
        }

        private boolean fits(long bytes) {
            long others = taken - held;
            return others == 0 || others + bytes <= most;
        }

        private void hold(long bytes) {
            taken += bytes - held;
            held = bytes;
            changed.signalAll();
        }
    }
}
