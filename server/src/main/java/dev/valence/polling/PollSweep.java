package dev.valence.polling;

import dev.valence.event.EventSwitch;
import dev.valence.http.BadRequest;
import dev.valence.instance.Connections;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Takes polls when they are due and runs them beside each other. */
@Singleton
class PollSweep {
    private static final Logger LOG = Logger.getLogger(PollSweep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration RENEWAL = Duration.ofSeconds(8);
    private static final Duration COMPLETION = Duration.ofMinutes(1);

    private final Polls polls;
    private final Poller poller;
    private final Connections connections;
    private final Semaphore free;
    private final Set<DuePoll> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("poll-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("poll-sweep").factory());

    PollSweep(
            Polls polls,
            Poller poller,
            Connections connections,
            @ConfigProperty(name = "valence.events.polls") int most) {
        this.polls = polls;
        this.poller = poller;
        this.connections = connections;
        this.free = new Semaphore(Math.max(1, most));
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::sweep, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        var _ = timer.scheduleWithFixedDelay(
                this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
        var _ = timer.scheduleWithFixedDelay(
                this::addMissing, COMPLETION.toMillis(), COMPLETION.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /**
     * Runs the first polls of an instance and waits for them, within limits: what happens after its caller was answered is
     * told of then, however the clocks differ.
     */
    void begin(long instanceId, Duration limit) {
        List<Future<Optional<PollFailure>>> first = polls.takeOf(instanceId).stream()
                .map(due -> threads.submit(() -> poll(due)))
                .toList();
        long end = System.nanoTime() + limit.toNanos();
        for (Future<Optional<PollFailure>> one : first) {
            wait(one, end - System.nanoTime());
        }
    }

    /** It goes on when the time is over, and tells in its row when it failed. */
    private static void wait(Future<Optional<PollFailure>> running, long nanos) {
        try {
            var _ = running.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debugf("A first poll is not done yet: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            int room = free.availablePermits();
            if (room > 0) {
                polls.take(room).forEach(this::run);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("The polls that are due could not be taken and will be", e);
        }
    }

    private void run(DuePoll due) {
        free.acquireUninterruptibly();
        var _ = threads.submit(() -> {
            try {
                return poll(due);
            } finally {
                free.release();
            }
        });
    }

    private Optional<PollFailure> poll(DuePoll due) {
        running.add(due);
        try {
            return poller.poll(due);
        } finally {
            running.remove(due);
        }
    }

    private void renew() {
        try {
            if (!running.isEmpty()) {
                polls.renew(running);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.info("The leases of running polls were not renewed and will be: " + e.getMessage());
        }
    }

    private void addMissing() {
        try {
            polls.missing().forEach(this::add);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("The instances that are to be polled could not be listed and will be again", e);
        }
    }

    private void add(long instanceId) {
        try {
            connections
                    .find(instanceId)
                    .filter(connection -> EventSwitch.byPolling(connection.configuration()))
                    .ifPresent(connection -> polls.set(instanceId, PollConfiguration.of(connection.configuration())));
        } catch (BadRequest e) {
            LOG.infof("Instance %d is not polled: %s", instanceId, e.getMessage());
        }
    }
}
