package dev.valence.script;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The processes that wait for a script. */
final class Workers implements AutoCloseable {
    private final int most;
    private final int memoryMb;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * A worker that nobody else has.
     *
     * @param fresh whether it never ran a script
     */
    record Loan(WorkerProcess worker, boolean fresh) {}

    /**
     * Workers of a server.
     *
     * @param most how many are kept waiting
     */
    Workers(int most, int memoryMb) {
        this.most = most;
        this.memoryMb = memoryMb;
    }

    /** One that knows the script, or any, or a new one. */
    Loan any(Script script) throws IOException {
        lock.lock();
        try {
            idle.removeIf(one -> {
                if (one.isAlive()) {
                    return false;
                }
                // Its alarm waits in a thread of its own.
                one.close();
                return true;
            });
            WorkerProcess found = null;
            for (WorkerProcess one : idle) {
                if (found == null || one.knows(script)) {
                    found = one;
                }
            }
            if (found != null) {
                idle.remove(found);
                return new Loan(found, false);
            }
        } finally {
            lock.unlock();
        }
        return new Loan(fresh(), true);
    }

    WorkerProcess fresh() throws IOException {
        return WorkerProcess.start(memoryMb);
    }

    void giveBack(WorkerProcess worker) {
        lock.lock();
        try {
            if (!closed && idle.size() < most) {
                idle.push(worker);
                return;
            }
        } finally {
            lock.unlock();
        }
        worker.close();
    }

    @Override
    public void close() {
        List<WorkerProcess> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(WorkerProcess::close);
    }
}
