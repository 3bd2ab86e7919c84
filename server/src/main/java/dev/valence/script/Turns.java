package dev.valence.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may run a script now.
 *
 * <p>There are seats for scripts that take a moment, and more places for those that turn out to be long: they give their seat
 * back, so that nobody waits for their end. The next seat goes to the tenant that has the fewest runs under way, and among equals
 * to who waits longest. A tenant that has its half of the long places gets no seat until one of its long runs has ended.
 *
 * <p>While a worker starts, the patience of those who wait is not used up: on a busy machine they would all be refused when the
 * first scripts are asked for.
 */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiting = new ArrayList<>();
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final int longPlaces;
    private final long mostStarting;
    private int freeSeats;
    private int freeLong;
    /** Runs whose worker starts. */
    private int starting;
    /** Since when there are some. */
    private long startingSince;
    /** Nanoseconds in which there were some, before. */
    private long startingBefore;

    private static final class Tenant {
        private int running;
        private int lasting;
    }

    private static final class Waiter {
        private final String tenant;
        private final Condition called;
        private boolean seated;

        Waiter(String tenant, Condition called) {
            this.tenant = tenant;
            this.called = called;
        }
    }

    /**
     * Turns of a server.
     *
     * @param starting how much longer one waits at most, because workers start
     */
    Turns(int seats, int longPlaces, Duration starting) {
        this.freeSeats = seats;
        this.freeLong = longPlaces;
        this.mostStarting = starting.toNanos();
        this.longPlaces = longPlaces;
    }

    /** A run under way; to be closed at its end. */
    final class Turn implements AutoCloseable {
        private final String tenant;
        private boolean starts;
        private boolean lasts;
        private boolean over;

        private Turn(String tenant) {
            this.tenant = tenant;
        }

        /** A worker is started for this run, until it says {@link #started} or is over. */
        void starts() {
            lock.lock();
            try {
                if (!over && !starts) {
                    starts = true;
                    if (starting++ == 0) {
                        startingSince = System.nanoTime();
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        void started() {
            lock.lock();
            try {
                if (starts) {
                    starts = false;
                    if (--starting == 0) {
                        startingBefore += System.nanoTime() - startingSince;
                    }
                    waiting.forEach(waiter -> waiter.called.signal());
                }
            } finally {
                lock.unlock();
            }
        }

        /** This run is long: its seat is for others now, as far as there is a place for it. */
        void lasts() {
            lock.lock();
            try {
                if (!over && !lasts && freeLong > 0) {
                    lasts = true;
                    freeLong--;
                    of(tenant).lasting++;
                    freeSeats++;
                    call();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                over = true;
                started();
                Tenant mine = of(tenant);
                mine.running--;
                if (lasts) {
                    freeLong++;
                    mine.lasting--;
                } else {
                    freeSeats++;
                }
                if (mine.running == 0) {
                    tenants.remove(tenant);
                }
                call();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits for a turn; empty when there is none in time.
     *
     * @param patience beside the time in which workers start
     */
    Optional<Turn> take(String tenant, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Waiter waiter = new Waiter(tenant, lock.newCondition());
            waiting.add(waiter);
            call();
            long since = System.nanoTime();
            long startingThen = startingUntil(since);
            try {
                while (!waiter.seated) {
                    long now = System.nanoTime();
                    long forgiven = Math.min(mostStarting, startingUntil(now) - startingThen);
                    long left = patience.toNanos() - (now - since - forgiven);
                    long most = starting > 0 ? left + mostStarting - forgiven : left;
                    if (most <= 0) {
                        break;
                    }
                    waiter.called.awaitNanos(most);
                }
            } catch (InterruptedException e) {
                if (waiter.seated) {
                    new Turn(tenant).close();
                }
                throw e;
            } finally {
                waiting.remove(waiter);
            }
            return waiter.seated ? Optional.of(new Turn(tenant)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for a turn. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Gives free seats away. */
    private void call() {
        while (freeSeats > 0) {
            Waiter next = null;
            for (Waiter one : waiting) {
                if (mayStart(one.tenant) && (next == null || running(one.tenant) < running(next.tenant))) {
                    next = one;
                }
            }
            if (next == null) {
                return;
            }
            waiting.remove(next);
            freeSeats--;
            of(next.tenant).running++;
            next.seated = true;
            next.called.signal();
        }
    }

    private long startingUntil(long now) {
        return starting > 0 ? startingBefore + now - startingSince : startingBefore;
    }

    private boolean mayStart(String tenant) {
        Tenant known = tenants.get(tenant);
        return known == null || known.lasting < Math.max(1, longPlaces / 2);
    }

    private int running(String tenant) {
        Tenant known = tenants.get(tenant);
        return known == null ? 0 : known.running;
    }

    private Tenant of(String tenant) {
        return tenants.computeIfAbsent(tenant, name -> new Tenant());
    }
}
