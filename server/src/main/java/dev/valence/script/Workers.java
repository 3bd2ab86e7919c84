package dev.valence.script;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The processes that wait for a script, and the start of more. */
final class Workers implements AutoCloseable {
    /** How long one may take to be ready: an idle machine needs a second, and a busy one has others to do. */
    static final Duration START = Duration.ofMinutes(1);

    private final int most;
    private final Start start;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private boolean closed;

    /** Begins a process. */
    @FunctionalInterface
    interface Start {
        WorkerProcess start() throws IOException;
    }

    /**
     * Workers of a server.
     *
     * @param most how many are kept waiting
     */
    Workers(int most, Start start) {
        this.most = most;
        this.start = start;
    }

    /** One that knows the script, or any; nobody else has it. */
    Optional<WorkerProcess> idle(Script script) {
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
            }
            return Optional.ofNullable(found);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A new one, which is ready and has not run a script.
     *
     * @throws IOException when it cannot be started, or not in time
     */
    WorkerProcess fresh() throws IOException, InterruptedException {
        WorkerProcess worker = start.start();
        try {
            worker.awaitReady(START);
            return worker;
        } catch (IOException | InterruptedException e) {
            worker.close();
            throw e;
        }
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
