package dev.valence.execution;

import dev.valence.http.Unavailable;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.store.GroupCommit;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Where executions are committed: that they were accepted, and what became of each step. What it has answered survives the
 * process; entries of all executions that come at the same time share one transaction.
 */
@Singleton
final class ExecutionJournal {
    private static final Logger LOG = Logger.getLogger(ExecutionJournal.class);
    private static final int BATCH = 500;
    /** How long a batch waits for more under load; a step's commit takes about as long. */
    private static final Duration GATHER = Duration.ofMillis(2);
    /** Entries with a large value that wait at the same time: a batch is in memory several times while it is written. */
    private static final int LARGE_ENTRIES = 4;
    /** Tells the other processes that a lane of theirs has new work; the key is the formula instance's id. */
    static final String TOPIC = "execution-lane";

    /** Hears of new work in this process after its commit; must not wait. */
    interface Listener {
        /**
         * Executions were accepted in lanes of this process.
         *
         * @param taken leases of those lanes that became this process's by it, by formula instance
         */
        void accepted(List<Execution> executions, Map<Long, LaneRows.Lease> taken);
    }

    private final Jdbi jdbi;
    private final LaneRows lanes;
    private final ChangeNotices notices;
    private final ExecutionWriter writer;
    private final Waiters waiters;
    private final GroupCommit<Entry, Written> commits;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore large = new Semaphore(LARGE_ENTRIES);

    @Inject
    ExecutionJournal(
            Database database, LaneRows lanes, ChangeNotices notices, ExecutionWriter writer, Waiters waiters) {
        this(database.jdbi(), lanes, notices, writer, waiters);
    }

    ExecutionJournal(Jdbi jdbi, LaneRows lanes, ChangeNotices notices, ExecutionWriter writer, Waiters waiters) {
        this.jdbi = jdbi;
        this.lanes = lanes;
        this.notices = notices;
        this.writer = writer;
        this.waiters = waiters;
        this.commits = new GroupCommit<>("execution-journal", BATCH, GATHER, this::commit);
    }

    void onAccepted(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Writes an entry and waits for its commit.
     *
     * @throws Unavailable when the database fails or does not keep up
     */
    Written write(Entry entry) {
        boolean takesTurn = ValueLimit.isLarge(entry.value());
        if (takesTurn) {
            large.acquireUninterruptibly();
        }
        try {
            return commits.submit(entry).join();
        } catch (CompletionException e) {
            LOG.warn("An entry of the executions could not be committed", e.getCause());
            throw notStored();
        } finally {
            if (takesTurn) {
                large.release();
            }
        }
    }

    /**
     * Accepts executions in one transaction.
     *
     * @throws Unavailable when the database fails
     */
    List<Execution> acceptAll(List<NewExecution> executions) {
        try {
            return jdbi.inTransaction(handle -> accept(handle, executions));
        } catch (JdbiException e) {
            LOG.warn("Executions could not be committed", e);
            throw notStored();
        }
    }

    /** Accepts executions in the caller's transaction, for those that have to be accepted together with something else. */
    List<Execution> accept(Handle handle, List<NewExecution> executions) {
        return admit(handle, executions).executions();
    }

    /**
     * What was accepted.
     *
     * @param executions in the order in which they were handed in
     * @param elsewhere formula instances whose lanes other processes hold
     */
    private record Admitted(List<Execution> executions, Set<Long> elsewhere) {}

    private Admitted admit(Handle handle, List<NewExecution> executions) {
        List<NewExecution> runnable =
                executions.stream().filter(one -> !SelfTriggering.tooDeep(one)).toList();
        if (runnable.size() == executions.size()) {
            return enter(handle, executions);
        }
        // Lanes come first: telling of those that are refused holds formula instances, as the ends of executions do
        // after their lanes.
        Admitted admitted = enter(handle, runnable);
        Iterator<Execution> refused = writer.refuse(
                        handle,
                        executions.stream().filter(SelfTriggering::tooDeep).toList(),
                        SelfTriggering.ERROR)
                .iterator();
        Iterator<Execution> accepted = admitted.executions().iterator();
        return new Admitted(
                executions.stream()
                        .map(one -> SelfTriggering.tooDeep(one) ? refused.next() : accepted.next())
                        .toList(),
                admitted.elsewhere());
    }

    private Admitted enter(Handle handle, List<NewExecution> executions) {
        if (executions.isEmpty()) {
            return new Admitted(List.of(), Set.of());
        }
        Map<Long, LaneRows.Arrival> arrivals = new HashMap<>();
        for (NewExecution execution : executions) {
            arrivals.merge(
                    execution.formulaInstanceId(),
                    new LaneRows.Arrival(
                            execution.formulaInstanceId(),
                            execution.organizationId(),
                            ExecutionRows.at(execution.dueAt())),
                    (one, other) -> one.dueAt().isAfter(other.dueAt()) ? other : one);
        }
        LaneRows.Entered entered = lanes.enter(handle, arrivals.values());
        List<Execution> accepted = writer.insert(handle, executions, true);
        entered.others().forEach(lane -> notices.publish(handle, TOPIC, Long.toString(lane)));
        List<Execution> ours = new ArrayList<>();
        for (int i = 0; i < accepted.size(); i++) {
            Execution execution = accepted.get(i);
            // What is due later is found when it is.
            boolean due =
                    !executions.get(i).dueAt().truncatedTo(ChronoUnit.MICROS).isAfter(execution.createdAt());
            if (due && !entered.others().contains(execution.formulaInstanceId())) {
                ours.add(execution);
            }
        }
        handle.afterCommit(() -> listeners.forEach(listener -> listener.accepted(ours, entered.taken())));
        return new Admitted(accepted, entered.others());
    }

    private static Unavailable notStored() {
        return new Unavailable("The execution could not be stored; try again", Duration.ofSeconds(5));
    }

    /** After the runner. */
    void stop(@Observes @Priority(80) ShutdownEvent event) {
        close();
    }

    void close() {
        commits.close();
    }

    private List<Written> commit(List<Entry> entries) {
        return jdbi.inTransaction(handle -> {
            Written[] results = new Written[entries.size()];
            Arrays.fill(results, Written.LOST);
            progress(handle, entries, results);
            start(handle, entries, results);
            return List.of(results);
        });
    }

    private void progress(Handle handle, List<Entry> entries, Written[] results) {
        Set<Long> touched = new HashSet<>();
        Set<Long> arriving = new HashSet<>();
        Set<Long> roots = new HashSet<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Progress progress -> {
                    touched.add(progress.of().execution().formulaInstanceId());
                    roots.add(progress.of().rootId());
                }
                case Entry.Start start -> arriving.add(start.execution().formulaInstanceId());
            }
        }
        if (touched.isEmpty()) {
            return;
        }
        writer.holdEnding(handle, entries);
        LaneRows.Locked locked = lanes.lock(handle, touched, arriving, roots);
        List<Entry.Progress> accepted = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            if (entries.get(i) instanceof Entry.Progress progress && locked.allows(progress.of())) {
                results[i] = progress instanceof Entry.Descended descended
                        ? Written.of(writer.descend(handle, descended), false)
                        : Written.DONE;
                accepted.add(progress);
            }
        }
        writer.write(handle, accepted);
        List<NewExecution> again = accepted.stream()
                .flatMap(entry -> entry instanceof Entry.Restarted(var of, var record, NewExecution next) && of.isRoot()
                        ? Stream.of(next)
                        : Stream.empty())
                .toList();
        accept(handle, again);
    }

    private void start(Handle handle, List<Entry> entries, Written[] results) {
        List<Entry.Start> starts = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            if (entries.get(i) instanceof Entry.Start start) {
                starts.add(start);
                places.add(i);
            }
        }
        Admitted admitted =
                admit(handle, starts.stream().map(Entry.Start::execution).toList());
        for (int i = 0; i < places.size(); i++) {
            Execution accepted = admitted.executions().get(i);
            // Before the commit, with which it may begin and end.
            starts.get(i).waiter().ifPresent(waiter -> {
                waiters.await(accepted.id(), waiter);
                handle.afterRollback(() -> waiters.leave(accepted.id()));
            });
            results[places.get(i)] = Written.of(accepted, admitted.elsewhere().contains(accepted.formulaInstanceId()));
        }
    }
}
