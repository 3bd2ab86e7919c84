package dev.valence.script;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rings when something takes too long. Made for thousands of settings a second of which hardly any rings: its thread sleeps until
 * the time that it knew when it last woke, so that to set or clear it wakes nobody.
 */
final class Alarm implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final long start = System.nanoTime();
    private final AtomicReference<@Nullable Due> due = new AtomicReference<>();
    private final Thread thread;
    /** When the thread looks again, in nanoseconds since the start. */
    private volatile long wakes = NEVER;

    private volatile boolean closed;

    /**
     * What is set.
     *
     * @param rest asked when it is time: how long it should still wait
     * @param pause after it rings, until it rings again
     */
    private record Due(
            long at,
            Supplier<Duration> rest,
            Runnable ring,
            Duration pause,
            @Nullable Runnable again) {
        Due at(long later) {
            return new Due(later, rest, ring, pause, again);
        }

        @Nullable
        Due then(long now) {
            return again == null
                    ? null
                    : new Due(now + pause.toNanos(), () -> Duration.ZERO, again, Duration.ZERO, null);
        }
    }

    Alarm(ThreadFactory threads) {
        thread = threads.newThread(this::watch);
        thread.start();
    }

    /**
     * Rings after a while, once, and then once more with other words; what was set before is over.
     *
     * @param then how long after the first time it rings again; both are over with {@link #clear}
     */
    void set(Duration delay, Runnable ring, Duration then, Runnable again) {
        set(delay, () -> Duration.ZERO, ring, then, again);
    }

    /**
     * The same, and it may be put off.
     *
     * @param rest asked when it is time: how long it should still wait; nothing or less to ring
     */
    void set(Duration delay, Supplier<Duration> rest, Runnable ring, Duration then, Runnable again) {
        long at = now() + delay.toNanos();
        due.set(new Due(at, rest, ring, then, again));
        if (at < wakes) {
            LockSupport.unpark(thread);
        }
    }

    void clear() {
        due.set(null);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @SuppressWarnings("ReferenceEquality") // this very setting, and not one for the same time
    private void watch() {
        while (!closed) {
            Due next = due.get();
            long left = next == null ? NEVER : next.at() - now();
            if (next != null && left <= 0) {
                Duration rest = next.rest().get();
                // Set anew or cleared in this moment: then this one is over, and so is what follows it.
                if (rest.isPositive()) {
                    due.compareAndSet(next, next.at(now() + rest.toNanos()));
                } else if (due.compareAndSet(next, next.then(now()))) {
                    next.ring().run();
                }
                continue;
            }
            wakes = next == null ? NEVER : next.at();
            if (due.get() != next) {
                continue;
            }
            if (next == null) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }
}
