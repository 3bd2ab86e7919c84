package dev.valence.delivery;

import dev.valence.store.Database;
import dev.valence.store.GroupCommit;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes down attempts and what became of their deliveries, those of all endpoints together. */
@Singleton
final class Outcomes {
    private static final int BATCH = 500;

    private final Jdbi jdbi;
    private final GroupCommit<Outcome, Boolean> commits;

    @Inject
    Outcomes(Database database) {
        this(database.jdbi());
    }

    Outcomes(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.commits = new GroupCommit<>("delivery-outcomes", BATCH, this::commit);
    }

    /** Takes an outcome; the future completes when it is committed. */
    CompletableFuture<Boolean> record(Outcome outcome) {
        return commits.submit(outcome);
    }

    /** After the dispatcher. */
    void stop(@Observes @Priority(80) ShutdownEvent event) {
        commits.close();
    }

    private List<Boolean> commit(List<Outcome> outcomes) {
        jdbi.useTransaction(handle -> {
            insertAttempts(handle, outcomes);
            settle(handle, outcomes);
        });
        return outcomes.stream().map(outcome -> true).toList();
    }

    private static void insertAttempts(Handle handle, List<Outcome> outcomes) {
        List<@Nullable Integer> statuses = new ArrayList<>(outcomes.size());
        outcomes.forEach(outcome -> statuses.add(
                outcome.attempt().status().isPresent()
                        ? outcome.attempt().status().getAsInt()
                        : null));
        handle.createUpdate("""
                        insert into delivery_attempt (received_at, event_id, at, duration_ms, url, request, status, reply)
                        select * from unnest(:received, :events, :at, :durations, :urls, :requests, :statuses, :replies)""")
                .bindArray(
                        "received",
                        OffsetDateTime.class,
                        column(
                                outcomes,
                                outcome ->
                                        Deliveries.at(outcome.delivery().event().receivedAt())))
                .bindArray(
                        "events",
                        Long.class,
                        column(outcomes, outcome -> outcome.delivery().id()))
                .bindArray(
                        "at",
                        OffsetDateTime.class,
                        column(
                                outcomes,
                                outcome -> Deliveries.at(outcome.attempt().at())))
                .bindArray(
                        "durations",
                        Integer.class,
                        column(
                                outcomes,
                                outcome -> Math.toIntExact(
                                        outcome.attempt().duration().toMillis())))
                .bindArray(
                        "urls",
                        String.class,
                        column(outcomes, outcome -> outcome.attempt().url()))
                .bindArray(
                        "requests",
                        String.class,
                        column(outcomes, outcome -> outcome.attempt().request()))
                .bindArray("statuses", Integer.class, statuses)
                .bindArray(
                        "replies",
                        String.class,
                        column(outcomes, outcome -> outcome.attempt().reply()))
                .execute();
    }

    /** A row that is not waiting any more stays as it is, unless the application has the event after all. */
    private static void settle(Handle handle, List<Outcome> outcomes) {
        List<@Nullable String> reasons = new ArrayList<>(outcomes.size());
        outcomes.forEach(outcome -> reasons.add(outcome.verdict() instanceof Verdict.Dead dead ? dead.reason() : null));
        handle.createUpdate("""
                        update delivery d set state = o.state, attempts = d.attempts + 1, due_at = o.due_at,
                            settled_at = case when o.state = 'waiting' then null else o.at end, reason = o.reason
                        from unnest(:events, :received, :states, :due, :at, :reasons)
                            o (event_id, received_at, state, due_at, at, reason)
                        where d.event_id = o.event_id and d.received_at = o.received_at
                            and (d.state = 'waiting' or o.state = 'delivered')""")
                .bindArray(
                        "events",
                        Long.class,
                        column(outcomes, outcome -> outcome.delivery().id()))
                .bindArray(
                        "received",
                        OffsetDateTime.class,
                        column(
                                outcomes,
                                outcome ->
                                        Deliveries.at(outcome.delivery().event().receivedAt())))
                .bindArray("states", String.class, column(outcomes, outcome -> state(outcome.verdict())))
                .bindArray(
                        "due",
                        OffsetDateTime.class,
                        column(
                                outcomes,
                                outcome -> Deliveries.at(
                                        outcome.verdict() instanceof Verdict.Retry(Instant dueAt)
                                                ? dueAt
                                                : outcome.attempt().at())))
                .bindArray(
                        "at",
                        OffsetDateTime.class,
                        column(
                                outcomes,
                                outcome -> Deliveries.at(outcome.attempt().at())))
                .bindArray("reasons", String.class, reasons)
                .execute();
    }

    private static String state(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered delivered -> "delivered";
            case Verdict.Retry retry -> "waiting";
            case Verdict.Dead dead -> "dead";
        };
    }

    private static <T> List<T> column(List<Outcome> outcomes, Function<Outcome, T> value) {
        List<T> column = new ArrayList<>(outcomes.size());
        outcomes.forEach(outcome -> column.add(value.apply(outcome)));
        return column;
    }
}
