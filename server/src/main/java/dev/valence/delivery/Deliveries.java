package dev.valence.delivery;

import dev.valence.event.Endpoints;
import dev.valence.event.Events;
import dev.valence.event.ObjectKey;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The rows of deliveries: what is due, and what people do with those that stand still. */
@Singleton
public final class Deliveries {
    /** Earlier events of the same object that are not delivered yet. */
    private static final String NOTHING_BEFORE = """
             and (d.object_key is null or not exists (select 1 from delivery b where b.instance_id = d.instance_id
                 and b.object_key = d.object_key and b.state = 'waiting' and b.event_id < d.event_id))""";

    private final Jdbi jdbi;
    private final Clock clock;

    @Inject
    Deliveries(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    Deliveries(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * What is due at an endpoint, the longest first.
     *
     * @param except those that are under way
     * @param ordered only the first of each object
     */
    List<DueDelivery> due(long instanceId, Collection<Long> except, int most, boolean ordered) {
        // In two parts with a limit each, so that both go by an index: the planner cannot know that of a million
        // deliveries that wait none is due.
        return jdbi.withHandle(
                handle -> handle.createQuery("with due as materialized (select d.event_id, d.received_at,"
                                + " d.due_at, d.attempts from delivery d where d.instance_id = :instance"
                                + " and d.state = 'waiting' and d.due_at <= :now and d.event_id <> all(:except)"
                                + (ordered ? NOTHING_BEFORE : "")
                                + " order by d.due_at, d.event_id limit :most)"
                                + " select f.*, due.attempts from due cross join lateral (select " + Events.COLUMNS
                                + " from event e where e.id = due.event_id and e.received_at = due.received_at limit 1) f"
                                + " order by due.due_at, due.event_id")
                        .bind("instance", instanceId)
                        .bind("now", now())
                        .bindArray("except", Long.class, List.copyOf(except))
                        .bind("most", most)
                        .map((row, context) -> new DueDelivery(Events.read(row), row.getInt("attempts")))
                        .list());
    }

    /** Gives up what the endpoint's open circuit has kept waiting for longer than a whole schedule. */
    int expire(long instanceId, Duration span) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update delivery set state = 'dead', settled_at = :now,
                            reason = 'The endpoint failed for as long as the whole schedule lasts'
                        where instance_id = :instance and state = 'waiting' and due_at < :oldest""")
                .bind("now", now())
                .bind("instance", instanceId)
                .bind("oldest", now().minus(span))
                .execute());
    }

    /** Keeps what waits at an endpoint until somebody releases it. */
    static void queue(Handle handle, long instanceId, String reason) {
        handle.createUpdate(
                        "update delivery set state = 'queued', reason = :reason where instance_id = :instance and state = 'waiting'")
                .bind("reason", reason)
                .bind("instance", instanceId)
                .execute();
    }

    /**
     * Lets deliveries start over, whatever became of them before; an event that had no callback when it came gets its first
     * delivery now. The endpoint counts as mended.
     *
     * @param events all of this instance
     * @return how many will be sent
     */
    int release(Handle handle, long instanceId, Collection<Long> events) {
        OffsetDateTime now = now();
        Endpoints.signal(handle, List.of(instanceId), now);
        handle.createUpdate("""
                        update endpoint set active = true, failures = 0, opened_at = null, notice = null,
                            claim_at = case when owner is null then :now else claim_at end
                        where instance_id = :instance""").bind("now", now).bind("instance", instanceId).execute();
        Map<Long, Optional<Long>> keys = missingKeys(handle, instanceId, events);
        List<Long> ids = List.copyOf(events);
        List<@Nullable Long> objectKeys = new ArrayList<>(ids.size());
        ids.forEach(id -> objectKeys.add(keys.getOrDefault(id, Optional.empty()).orElse(null)));
        return handle.createUpdate("""
                        insert into delivery (event_id, received_at, instance_id, object_key, state, due_at)
                        select e.id, e.received_at, e.instance_id, k.object, 'waiting', :now
                        from unnest(:events, :keys) k (event, object)
                        join event e on e.id = k.event and e.instance_id = :instance
                        on conflict (event_id, received_at) do update set state = 'waiting', attempts = 0, due_at = :now,
                            settled_at = null, reason = null""")
                .bind("now", now)
                .bind("instance", instanceId)
                .bindArray("events", Long.class, ids)
                .bindArray("keys", Long.class, objectKeys)
                .execute();
    }

    /** The keys of events that get their first delivery now; the others have theirs. */
    private static Map<Long, Optional<Long>> missingKeys(Handle handle, long instanceId, Collection<Long> events) {
        Map<Long, Optional<Long>> keys = new HashMap<>();
        handle.createQuery("""
                        select e.id, e.objects::text objects from event e
                        where e.id = any(:events) and e.instance_id = :instance and not exists (select from delivery d
                            where d.event_id = e.id and d.received_at = e.received_at)""")
                .bindArray("events", Long.class, List.copyOf(events))
                .bind("instance", instanceId)
                .map((row, context) ->
                        keys.put(row.getLong("id"), ObjectKey.of(Events.objects(row.getString("objects")))))
                .list();
        return keys;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
