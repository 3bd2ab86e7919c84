package dev.valence.store;

import dev.valence.http.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Commits what many threads want written in one transaction for all that wait: while one batch is on its way to the disk,
 * the next one gathers. A lone entry does not wait for company.
 *
 * <p>When a batch fails, its entries are tried one by one, so that a bad one harms no other. As soon as two in a row fail, it
 * is the database that is bad, and the rest fails with them: each further try could take as long as a connection is waited for.
 *
 * @param <T> what is written
 * @param <R> what is known of it after the commit
 * @see <a href="https://www.postgresql.org/docs/18/wal-configuration.html">PostgreSQL's own group commit, which needs a
 *     connection for each entry</a>
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    /** More than this waits only when the database is in trouble; then saying so beats waiting. */
    private static final int MOST_WAITING = 20_000;
    /** A batch of so many makes the next one wait for more. */
    private static final int COMPANY = 4;

    private record Entry<T, R>(T value, CompletableFuture<R> done) {}

    private final BlockingQueue<Entry<T, R>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final int most;
    private final Duration gather;
    private final Function<List<T>, List<R>> commit;
    private final Thread thread;
    /** Whether entries come so often that the next batch gains by waiting. */
    private boolean busy;

    private volatile boolean closing;
    private volatile boolean ended;

    /** As {@link #GroupCommit(String, int, Duration, Function)}; no batch waits for more. */
    public GroupCommit(String name, int most, Function<List<T>, List<R>> commit) {
        this(name, most, Duration.ZERO, commit);
    }

    /**
     * Starts the writing thread.
     *
     * @param name of the thread
     * @param most entries in one batch
     * @param gather how long a batch waits for more while the one before it had company: the statements of a batch cost the same
     *     for one entry and for many
     * @param commit writes a batch in one transaction, returns when it is committed, and answers one result for each entry in
     *     its order
     */
    public GroupCommit(String name, int most, Duration gather, Function<List<T>, List<R>> commit) {
        this.most = most;
        this.gather = gather;
        this.commit = commit;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /**
     * Hands an entry over; never waits. The future completes after the commit, on the writing thread: what depends on it
     * must not block.
     *
     * @throws Unavailable when far too much waits already
     */
    public CompletableFuture<R> submit(T value) {
        Entry<T, R> entry = new Entry<>(value, new CompletableFuture<>());
        // Handed in while the thread ended, the entry is either left for the thread's last look or taken back here.
        if (closing || !waiting.offer(entry) || (ended && waiting.remove(entry))) {
            throw new Unavailable("The database does not keep up; try again", Duration.ofSeconds(5));
        }
        return entry.done();
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                writeNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            List<Entry<T, R>> late = new ArrayList<>();
            waiting.drainTo(late);
            fail(late, new Unavailable("The server is ending; try again", Duration.ofSeconds(5)));
        }
    }

    private void writeNext() throws InterruptedException {
        Entry<T, R> first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Entry<T, R>> batch = new ArrayList<>();
        batch.add(first);
        try {
            if (busy && !closing) {
                Thread.sleep(gather);
            }
            waiting.drainTo(batch, most - 1);
            busy = gather.isPositive() && batch.size() >= COMPANY;
            write(batch);
        } catch (Throwable e) {
            // This thread is the only one; whatever it meets, say no memory for a moment, it has to go on.
            LOG.errorf(e, "A batch of %d was not written", batch.size());
            fail(batch, e);
        }
    }

    private static <T, R> void fail(List<Entry<T, R>> entries, Throwable reason) {
        entries.forEach(entry -> entry.done().completeExceptionally(reason));
    }

    private void write(List<Entry<T, R>> batch) {
        List<R> results;
        try {
            results = commit.apply(batch.stream().map(Entry::value).toList());
        } catch (Throwable e) {
            if (batch.size() == 1) {
                batch.getFirst().done().completeExceptionally(e);
            } else {
                LOG.debugf(e, "A batch of %d failed and is written one by one", batch.size());
                writeSingly(batch);
            }
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).done().complete(results.get(i));
        }
    }

    private void writeSingly(List<Entry<T, R>> batch) {
        int failuresInARow = 0;
        for (Entry<T, R> entry : batch) {
            if (failuresInARow < 2) {
                write(List.of(entry));
                failuresInARow = entry.done().isCompletedExceptionally() ? failuresInARow + 1 : 0;
            } else {
                entry.done()
                        .completeExceptionally(
                                new Unavailable("The database does not answer; try again", Duration.ofSeconds(5)));
            }
        }
    }
}
