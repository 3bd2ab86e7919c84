package dev.valence.execution;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The executions of one formula instance while this process holds its lane: taken in the order in which they are due, some at the
 * same time, until nothing is due any more.
 */
final class Lane {
    private static final int FETCH = 128;
    /** A lane without work stays this long: giving it back for a moment costs two commits. */
    private static final Duration LINGER = Duration.ofMillis(500);
    /** While executions run, others may become due by the clock. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final LaneRows.Lease lease;
    private final Lanes lanes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Work> ready = new ArrayDeque<>();
    /** Ready, waiting for a place, or running. */
    private final Set<Long> known = new HashSet<>();

    private int begun;
    /** Whether the table may have work that is not known. */
    private boolean more = true;

    private boolean lost;

    Lane(LaneRows.Lease lease, Lanes lanes) {
        this.lease = lease;
        this.lanes = lanes;
    }

    LaneRows.Lease lease() {
        return lease;
    }

    /** Takes executions that were just accepted; never waits. */
    void offer(List<Work> fresh) {
        lock.lock();
        try {
            for (Work work : fresh) {
                if (!more && ready.size() < FETCH && known.add(work.executionId())) {
                    ready.add(work);
                } else {
                    more = true;
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There may be something in the table. */
    void look() {
        lock.lock();
        try {
            more = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The lease has gone to somebody else: begin nothing more. */
    void lose() {
        lock.lock();
        try {
            lost = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Works until nothing is due; answers whether the lane is still this process's.
     *
     * @param parallel how many executions run at the same time
     */
    boolean work(int parallel) throws InterruptedException {
        while (true) {
            if (shouldFetch(parallel)) {
                fetch();
            }
            lock.lock();
            try {
                while (!lost && !lanes.closing() && begun < parallel && !ready.isEmpty()) {
                    begin(ready.remove());
                }
                boolean idle = begun == 0 && ready.isEmpty() && !more;
                if ((lost || lanes.closing()) && begun == 0) {
                    return !lost;
                }
                boolean wait = lost || lanes.closing() || begun == parallel || (ready.isEmpty() && !more);
                if (wait) {
                    Duration limit = idle ? LINGER : LOOK_AGAIN;
                    boolean signalled = changed.awaitNanos(limit.toNanos()) > 0;
                    if (!signalled && idle && !more && ready.isEmpty() && !lost) {
                        return true;
                    }
                    more |= !signalled && begun < parallel;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean shouldFetch(int parallel) {
        lock.lock();
        try {
            return more && ready.isEmpty() && begun < parallel && !lost && !lanes.closing();
        } finally {
            lock.unlock();
        }
    }

    private void fetch() {
        Set<Long> seen;
        lock.lock();
        try {
            seen = Set.copyOf(known);
            // Before the look: what is accepted while it runs may be missed by it.
            more = false;
        } finally {
            lock.unlock();
        }
        List<Work> due = lanes.due(lease.formulaInstanceId(), seen, FETCH);
        lock.lock();
        try {
            more |= due.size() == FETCH;
            for (Work work : due) {
                if (known.add(work.executionId())) {
                    ready.add(work);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(Work work) {
        begun++;
        lanes.start(lease, work, () -> over(work));
    }

    private void over(Work work) {
        lock.lock();
        try {
            begun--;
            known.remove(work.executionId());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
