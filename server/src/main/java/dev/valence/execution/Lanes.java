package dev.valence.execution;

import dev.valence.store.ChangeNotices;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The lanes that this process holds. The database decides which process gets which lane. */
@Singleton
final class Lanes implements ExecutionJournal.Listener {
    private static final Logger LOG = Logger.getLogger(Lanes.class);
    /** Lanes of one claim: few, so that other processes get theirs. */
    private static final int CLAIM = 16;

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final LaneRows leases;
    private final ExecutionRows rows;
    private final Runner runner;
    private final Places places;
    private final int parallel;
    /** Whose lease counts, as far as is known. */
    private final Map<Long, Lane> lanes = new ConcurrentHashMap<>();
    /** Those and the lost ones in which steps still run. */
    private final Set<Lane> working = ConcurrentHashMap.newKeySet();

    private final Semaphore wakes = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("execution-leases").factory());
    private final Thread thread = Thread.ofVirtual().name("execution-lanes").unstarted(this::run);
    private volatile boolean closing;

    /**
     * The lanes of a process.
     *
     * @param places executions that run at the same time in this process
     * @param parallel executions of one formula instance that run at the same time
     */
    @Inject
    Lanes(
            LaneRows leases,
            ExecutionRows rows,
            Runner runner,
            ExecutionJournal journal,
            ChangeNotices notices,
            @ConfigProperty(name = "valence.executions.places") int places,
            @ConfigProperty(name = "valence.executions.parallel") int parallel) {
        this.leases = leases;
        this.rows = rows;
        this.runner = runner;
        this.places = new Places(places);
        this.parallel = Math.max(1, parallel);
        journal.onAccepted(this);
        notices.subscribe(ExecutionJournal.TOPIC, key -> look(Long.parseLong(key)), wakes::release);
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void start() {
        thread.start();
        var _ = timer.scheduleWithFixedDelay(
                this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins nothing more and lets steps under way end, for some seconds; they may call this process, so before it stops listening. */
    void stop(@Observes @Priority(0) ShutdownEvent event) throws InterruptedException {
        close();
    }

    void close() throws InterruptedException {
        closing = true;
        runner.close();
        wakes.release();
        working.forEach(Lane::look);
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while (!working.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        timer.shutdownNow();
    }

    @Override
    public void accepted(List<Execution> executions, Map<Long, LaneRows.Lease> taken) {
        Map<Long, List<Work>> fresh = executions.stream()
                .collect(Collectors.groupingBy(
                        Execution::formulaInstanceId, Collectors.mapping(Work::of, Collectors.toList())));
        fresh.forEach((id, works) -> {
            Lane lane = lanes.get(id);
            LaneRows.Lease lease = taken.get(id);
            if (lease != null) {
                work(lease);
            } else if (lane != null) {
                lane.offer(works);
            } else {
                // Given back at this moment, or due later.
                wakes.release();
            }
        });
    }

    boolean closing() {
        return closing;
    }

    List<Work> due(long formulaInstanceId, Collection<Long> known, int most) {
        return rows.due(formulaInstanceId, known, most);
    }

    /** Runs an execution when there is a place; {@code over} follows in any case. */
    void start(LaneRows.Lease lease, Work work, Runnable over) {
        places.ask(
                lease.organizationId(),
                () -> threads.execute(() -> {
                    try {
                        if (!closing) {
                            runner.run(work, lease.claim());
                        }
                    } catch (Throwable e) {
                        // The lane has to hear of its end, whatever it was; the execution stands where it stood.
                        LOG.warnf(e, "Execution %d was interrupted and goes on shortly", work.executionId());
                        pause();
                    } finally {
                        places.leave();
                        over.run();
                    }
                }));
    }

    private void look(long formulaInstanceId) {
        Lane lane = lanes.get(formulaInstanceId);
        if (lane != null) {
            lane.look();
        }
    }

    private void run() {
        while (!closing) {
            try {
                boolean more = claim();
                if (!more && wakes.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                // Nobody else looks in this process; whatever it is, this has to go on.
                LOG.warnf("Executions could not be looked for and will be again: %s", e);
                pause();
            }
        }
    }

    /** Takes some lanes; answers whether there may be more. */
    private boolean claim() {
        List<LaneRows.Lease> claimed = leases.claim(CLAIM, Set.copyOf(lanes.keySet()));
        claimed.forEach(this::work);
        return claimed.size() == CLAIM;
    }

    private void work(LaneRows.Lease lease) {
        Lane lane = new Lane(lease, this);
        if (lanes.merge(lease.formulaInstanceId(), lane, Lanes::later) != lane) {
            look(lease.formulaInstanceId());
            return;
        }
        working.add(lane);
        threads.execute(() -> {
            boolean ours = false;
            try {
                ours = lane.work(runner.runsOneByOne(lease.formulaInstanceId()) ? 1 : parallel);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                // The lease ends by itself, and the executions stand where they stood.
                LOG.warnf(e, "The executions of formula instance %d were interrupted", lease.formulaInstanceId());
            } finally {
                giveBack(lane, ours);
            }
        });
    }

    /** Of two lanes of a formula instance the one of the later claim; the other is lost. */
    private static Lane later(Lane held, Lane fresh) {
        if (held.lease().claim() >= fresh.lease().claim()) {
            return held;
        }
        held.lose();
        return fresh;
    }

    private void giveBack(Lane lane, boolean ours) {
        long id = lane.lease().formulaInstanceId();
        try {
            // Out of the map first: what is accepted from now on finds no lane, and after the release a free one.
            lanes.remove(id, lane);
            if (ours) {
                leases.release(lane.lease());
            }
        } catch (RuntimeException e) {
            LOG.warnf("The lane of formula instance %d could not be given back and ends by itself: %s", id, e);
        } finally {
            working.remove(lane);
            wakes.release();
        }
    }

    private void renew() {
        Map<Long, Lane> held = new HashMap<>(lanes);
        if (held.isEmpty()) {
            return;
        }
        try {
            Set<Long> ours =
                    leases.renew(held.values().stream().map(Lane::lease).toList());
            held.forEach((id, lane) -> {
                if (!ours.contains(id)) {
                    lane.lose();
                    // Free to be claimed anew, whatever still runs of it.
                    lanes.remove(id, lane);
                }
            });
        } catch (Throwable e) {
            // Anything that got out would end the timer for good, and with it every lease.
            LOG.warnf("The leases of %d formula instances could not be renewed: %s", held.size(), e);
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
