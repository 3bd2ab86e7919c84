package dev.valence.delivery;

import dev.valence.event.Receiver;
import dev.valence.instance.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The work at one claimed endpoint: deliveries are taken as they are due, some run at the same time, and when nothing is due
 * any more the endpoint is given back. One thread steers; attempts run on threads of their own and report to its queue.
 */
final class Lane implements Runnable {
    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final int FETCH = 64;
    /** A lane without work stays this long: giving the endpoint back for a moment costs two commits. */
    private static final Duration LINGER = Duration.ofMillis(100);
    /** Waiting at an instance that is switched off is looked at again after this. */
    private static final Duration OFF = Duration.ofMinutes(1);

    private final Lease lease;
    private final Sender sender;
    private final Circuit circuit;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Read and not yet begun. */
    private final Deque<DueDelivery> ready = new ArrayDeque<>();
    /** Begun and not yet committed; their rows still say that they wait. */
    private final Set<Long> open = new HashSet<>();

    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private int running;
    private boolean probing;
    private boolean opened;
    private Optional<Verdict.Dead> ending = Optional.empty();

    /** Where the deliveries go; read anew with each batch, since a busy lane can last for days. */
    private Optional<Target> target = Optional.empty();

    private record Target(Connection connection, Callback callback) {}

    /** What the steering thread is told. */
    private sealed interface Report {
        /** The answer is here; the place is free for the next. */
        record Answered(Outcome outcome) implements Report {}

        /** The outcome is written, or could not be. */
        record Settled(long eventId, boolean written) implements Report {}

        /** There may be something new. */
        record Woken() implements Report {}
    }

    Lane(Lease lease, Sender sender) {
        this.lease = lease;
        this.sender = sender;
        this.circuit = new Circuit(lease.failures(), lease.openedAt());
    }

    /** The lease has gone to somebody else: begin nothing more. */
    void lose() {
        lost.set(true);
    }

    /** Look for new deliveries; never waits. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            reports.add(new Report.Woken());
        }
    }

    @Override
    public void run() {
        try {
            work();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The lease ends by itself, and the deliveries still wait.
            LOG.warnf(e, "Deliveries of instance %d were interrupted and go on shortly", lease.instanceId());
        }
    }

    private void work() throws InterruptedException {
        look();
        if (circuit.isOpen() && target.isPresent()) {
            sender.expire(lease.instanceId(), target.get().callback().policy().span());
            probing = true;
            if (pump(1, 1) == 0) {
                circuit.rest();
            }
            probing = false;
        }
        if (!circuit.isOpen() && target.isPresent()) {
            pump(0, Integer.MAX_VALUE);
        }
        if (!lost.get()) {
            sender.connection(lease.instanceId()).ifPresent(this::giveBack);
        }
    }

    /** Reads where the deliveries go; nowhere when the instance is gone, off, or without a callback. */
    private void look() {
        target = sender.connection(lease.instanceId())
                .filter(connection -> !connection.disabled())
                .flatMap(connection -> sender.callback(connection).map(callback -> new Target(connection, callback)));
    }

    private void giveBack(Connection connection) {
        if (ending.isPresent()) {
            sender.deactivate(Receiver.of(connection), ending.get().reason());
        } else if (target.isEmpty() && sender.callback(connection).isEmpty()) {
            sender.deactivate(Receiver.of(connection), "The instance has no callback URL");
        } else if (target.isEmpty()) {
            sender.rest(lease.instanceId(), circuit, OFF);
        } else if (circuit.isOpen()) {
            sender.pause(Receiver.of(connection), circuit, opened);
        } else {
            sender.release(lease.instanceId(), circuit.failures());
        }
    }

    /**
     * Delivers until nothing is due, and {@code most} at most; ends when every outcome is committed.
     *
     * @param limit how many may run at the same time; 0 for as many as the callback takes
     * @return how many were attempted
     */
    private int pump(int limit, int most) throws InterruptedException {
        int begun = 0;
        boolean more = true;
        while (true) {
            boolean going = begun < most && !stopped();
            int free = target.map(Target::callback)
                            .map(callback -> limit == 0 ? callback.concurrency() : limit)
                            .orElse(0)
                    - running;
            if (going && more && ready.isEmpty() && free > 0) {
                more = fetch(Math.min(FETCH, most - begun));
            }
            for (; going && free > 0 && begun < most && !ready.isEmpty() && target.isPresent(); free--) {
                begin(ready.poll(), target.get());
                begun++;
            }
            boolean idle = open.isEmpty() && (ready.isEmpty() || !going);
            if (idle && (!going || begun >= most || !(more || reported(LINGER)))) {
                ready.clear();
                return begun;
            }
            more |= idle || reported(Duration.ofSeconds(1));
        }
    }

    private boolean fetch(int most) {
        look();
        target.ifPresent(found -> ready.addAll(
                sender.due(lease.instanceId(), open, most, found.callback().ordered())));
        return !ready.isEmpty();
    }

    /** Takes what is reported, waiting for the first; tells whether it makes sense to look for more deliveries. */
    private boolean reported(Duration limit) throws InterruptedException {
        boolean more = false;
        Report report = reports.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        while (report != null) {
            more |= handle(report);
            report = reports.poll();
        }
        return more;
    }

    private boolean handle(Report report) {
        return switch (report) {
            case Report.Answered(Outcome outcome) -> {
                answered(outcome);
                yield false;
            }
            case Report.Settled(long id, boolean written) -> {
                open.remove(id);
                yield written;
            }
            case Report.Woken() -> {
                woken.set(false);
                yield true;
            }
        };
    }

    private void answered(Outcome outcome) {
        running--;
        opened |= circuit.note(
                outcome.verdict() instanceof Verdict.Delivered,
                outcome.attempt().at());
        if (outcome.verdict() instanceof Verdict.Dead dead && dead.deactivates()) {
            ending = Optional.of(dead);
        }
        long id = outcome.delivery().id();
        var _ = sender.record(outcome)
                .whenComplete((written, failure) -> reports.add(new Report.Settled(id, failure == null)));
    }

    private boolean stopped() {
        return lost.get()
                || target.isEmpty()
                || (circuit.isOpen() && !probing)
                || ending.isPresent()
                || sender.closing();
    }

    private void begin(DueDelivery delivery, Target to) {
        open.add(delivery.id());
        running++;
        sender.start(() -> reports.add(new Report.Answered(attempt(delivery, to.connection(), to.callback()))));
    }

    private Outcome attempt(DueDelivery delivery, Connection connection, Callback callback) {
        Instant at = sender.now();
        long began = System.nanoTime();
        String request = "{}";
        Answer answer;
        try {
            CallbackPost post =
                    CallbackPost.of(callback, delivery.id(), sender.body(delivery, connection, callback), at);
            request = post.summary();
            answer = sender.send(post);
        } catch (Throwable e) {
            // Whatever it is, the lane has to hear of it, or it would wait for this attempt for ever.
            LOG.errorf(e, "Event %d could not be sent", delivery.id());
            answer = new Answer.Failed("the event could not be put together; the server's log says why");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Outcome(
                delivery, Attempt.of(at, took, callback, request, answer), sender.judge(answer, delivery, callback));
    }
}
