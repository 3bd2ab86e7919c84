package dev.valence.delivery;

import dev.valence.event.Journal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Finds endpoints at which something is due and sets a lane to work at each. Every process has one; the database decides
 * which process gets which endpoint.
 */
@Singleton
public final class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    /** Endpoints of one claim: few, so that other processes get theirs. */
    private static final int CLAIM = 16;
    /** A lane is a thread and some rows; receivers that hang must not use the places up. */
    private static final int MOST_LANES = 2_000;

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Leases leases;
    private final Sender sender;
    private final Map<Long, Lane> lanes = new ConcurrentHashMap<>();
    private final Semaphore wakes = new Semaphore(0);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("delivery-leases").factory());
    private final Thread thread = Thread.ofVirtual().name("delivery-dispatcher").unstarted(this::run);
    private volatile boolean closing;

    @Inject
    Dispatcher(Leases leases, Sender sender, Journal journal) {
        this.leases = leases;
        this.sender = sender;
        journal.onCommit(this::wake);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
        var _ = timer.scheduleWithFixedDelay(
                this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins nothing more and lets what is under way end, for some seconds. */
    void stop(@Observes @Priority(70) ShutdownEvent event) throws InterruptedException {
        closing = true;
        sender.close();
        wakes.release();
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while (!lanes.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        timer.shutdownNow();
    }

    /** There may be work at these endpoints; never waits. */
    void wake(Set<Long> instances) {
        boolean claim = false;
        for (long instance : instances) {
            Lane lane = lanes.get(instance);
            if (lane == null) {
                claim = true;
            } else {
                lane.wake();
            }
        }
        if (claim) {
            wakes.release();
        }
    }

    private void run() {
        while (!closing) {
            try {
                boolean more = lanes.size() < MOST_LANES && claim();
                if (!more) {
                    boolean woken = wakes.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
                    if (woken) {
                        wakes.drainPermits();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                // Nobody else delivers in this process; whatever it is, this has to go on.
                LOG.warnf("Deliveries could not be looked for and will be again: %s", e);
                pause();
            }
        }
    }

    /** Takes some endpoints; answers whether there may be more. */
    private boolean claim() {
        List<Lease> claimed = leases.claim(CLAIM, Set.copyOf(lanes.keySet()));
        for (Lease lease : claimed) {
            Lane lane = new Lane(lease, sender);
            lanes.put(lease.instanceId(), lane);
            sender.start(() -> {
                try {
                    lane.run();
                } finally {
                    lanes.remove(lease.instanceId(), lane);
                    // What was signalled between its last look and now is somebody's again.
                    wakes.release();
                }
            });
        }
        return claimed.size() == CLAIM;
    }

    private void renew() {
        // The lanes as they are before the question: one that is set to work meanwhile is not what the answer is about.
        Map<Long, Lane> held = new HashMap<>(lanes);
        if (held.isEmpty()) {
            return;
        }
        try {
            Set<Long> ours = leases.renew(held.keySet());
            held.forEach((id, lane) -> {
                if (!ours.contains(id)) {
                    lane.lose();
                }
            });
        } catch (Throwable e) {
            // Anything that got out would end the timer for good, and with it every lease.
            LOG.warnf("The leases of %d endpoints could not be renewed: %s", held.size(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
