package dev.valence.event;

import dev.valence.http.Unavailable;
import dev.valence.store.Database;
import dev.valence.store.GroupCommit;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes events in. What it says it accepted is committed, together with the delivery and the executions of formulas that it
 * causes; nobody may be told that an event arrived before.
 */
@Singleton
public final class Journal {
    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final int BATCH = 500;

    private final Jdbi jdbi;
    private final EventWriter writer;
    private final List<EventListener> together;
    private final GroupCommit<NewEvent, Accepted> commits;
    private final List<Consumer<Set<Long>>> listeners = new CopyOnWriteArrayList<>();

    @Inject
    Journal(Database database, Clock clock, @All List<EventListener> together) {
        this(database.jdbi(), clock, together);
    }

    /**
     * The journal of a database.
     *
     * @param together hear of events within the transaction that stores them
     */
    public Journal(Jdbi jdbi, Clock clock, List<EventListener> together) {
        this.jdbi = jdbi;
        this.together = List.copyOf(together);
        this.writer = new EventWriter(clock);
        this.commits = new GroupCommit<>("event-journal", BATCH, this::commit);
    }

    /**
     * Accepts an event, in one transaction with others that come at the same time. Never waits: the future completes when
     * the event is committed.
     *
     * @throws Unavailable when the database does not keep up
     */
    public CompletableFuture<Accepted> accept(NewEvent event) {
        return commits.submit(event);
    }

    /**
     * Accepts an event and waits for its commit; never on an event loop.
     *
     * @throws Unavailable when the database does not keep up or fails
     */
    public Accepted acceptAndWait(NewEvent event) {
        try {
            return accept(event).join();
        } catch (CompletionException e) {
            LOG.warn("An event could not be committed and was not accepted", e.getCause());
            throw new Unavailable("The event could not be stored; send it again", Duration.ofSeconds(5));
        }
    }

    /** Writes events in the caller's transaction, for what has to be committed together with something else. */
    public List<Accepted> write(Handle handle, List<NewEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Set<Long> instances = events.stream()
                .map(NewEvent::receiver)
                .filter(Receiver::delivers)
                .map(Receiver::instanceId)
                .collect(Collectors.toSet());
        handle.afterCommit(() -> listeners.forEach(listener -> listener.accept(instances)));
        EventWriter.Written written = writer.write(handle, events);
        if (!written.fresh().isEmpty()) {
            together.forEach(listener -> listener.stored(handle, written.fresh()));
        }
        return written.accepted();
    }

    /** Tells the listener, after each commit in this process, which instances have deliveries now; it must not wait. */
    public void onCommit(Consumer<Set<Long>> listener) {
        listeners.add(listener);
    }

    /** After the listening socket, so that every post that was read gets its answer. */
    void stop(@Observes @Priority(50) ShutdownEvent event) {
        close();
    }

    /** Writes what waits, then takes nothing more. */
    public void close() {
        commits.close();
    }

    private List<Accepted> commit(List<NewEvent> events) {
        return jdbi.inTransaction(handle -> write(handle, events));
    }
}
