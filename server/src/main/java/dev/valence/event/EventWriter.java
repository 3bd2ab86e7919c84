package dev.valence.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.http.Json;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes events, what identifies them, and the deliveries they cause, all in the caller's transaction: an event is never
 * there without its delivery.
 */
final class EventWriter {
    private final Clock clock;

    EventWriter(Clock clock) {
        this.clock = clock;
    }

    private record Row(long id, NewEvent event) {}

    private record Key(long instanceId, UUID identity) {}

    /**
     * What was written.
     *
     * @param accepted one result for each event that was handed in, in their order
     * @param fresh the events that had not come before
     */
    record Written(List<Accepted> accepted, List<StoredEvent> fresh) {}

    /** Writes the events that are new. */
    Written write(Handle handle, List<NewEvent> events) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        List<Long> ids = handle.createQuery("select nextval('event_id') from generate_series(1, :count)")
                .bind("count", events.size())
                .mapTo(Long.class)
                .list();
        List<Row> rows = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            rows.add(new Row(ids.get(i), events.get(i)));
        }
        Map<Key, Long> owners = claimIdentities(handle, rows, now);
        List<Accepted> accepted = new ArrayList<>(rows.size());
        List<Row> fresh = new ArrayList<>(rows.size());
        for (Row row : rows) {
            long id = key(row).map(owners::get).orElse(row.id);
            accepted.add(new Accepted(id, id != row.id));
            if (id == row.id) {
                fresh.add(row);
            }
        }
        if (!fresh.isEmpty()) {
            insertEvents(handle, fresh, now);
            insertDeliveries(
                    handle,
                    fresh.stream()
                            .filter(row -> row.event.receiver().delivers())
                            .toList(),
                    now);
        }
        return new Written(accepted, fresh.stream().map(row -> stored(row, now)).toList());
    }

    private static StoredEvent stored(Row row, OffsetDateTime now) {
        Receiver receiver = row.event.receiver();
        return new StoredEvent(
                row.id,
                now.toInstant(),
                receiver.accountId(),
                receiver.instanceId(),
                receiver.elementKey(),
                row.event.source(),
                row.event.objects(),
                row.event.raw());
    }

    private static Optional<Key> key(Row row) {
        return row.event.identity().map(identity -> new Key(row.event.receiver().instanceId(), identity.value()));
    }

    /** Which event each identity belongs to: one of these rows, or one that was there before. */
    private static Map<Key, Long> claimIdentities(Handle handle, List<Row> rows, OffsetDateTime now) {
        Map<Key, Long> owners = new HashMap<>();
        rows.forEach(row -> key(row).ifPresent(key -> owners.putIfAbsent(key, row.id)));
        if (owners.isEmpty()) {
            return owners;
        }
        // In one order everywhere, so that two transactions with the same events do not wait for each other in a
        // circle.
        List<Key> keys = owners.keySet().stream()
                .sorted(Comparator.comparingLong(Key::instanceId).thenComparing(Key::identity))
                .toList();
        List<Long> instances = keys.stream().map(Key::instanceId).toList();
        List<UUID> identities = keys.stream().map(Key::identity).toList();
        Set<Long> claimed = new HashSet<>(handle.createQuery("""
                        insert into event_identity (instance_id, identity, event_id, received_at)
                        select k.instance_id, k.identity, k.event_id, :now
                        from unnest(:instances, :identities, :ids) with ordinality
                            k (instance_id, identity, event_id, place) order by k.place
                        on conflict do nothing returning event_id""")
                .bindArray("instances", Long.class, instances)
                .bindArray("identities", UUID.class, identities)
                .bindArray("ids", Long.class, keys.stream().map(owners::get).toList())
                .bind("now", now)
                .mapTo(Long.class)
                .list());
        if (claimed.size() < keys.size()) {
            handle.createQuery("""
                            select e.instance_id, e.identity, e.event_id
                            from unnest(:instances, :identities) k (instance_id, identity)
                            join event_identity e using (instance_id, identity)""")
                    .bindArray("instances", Long.class, instances)
                    .bindArray("identities", UUID.class, identities)
                    .map((row, context) -> owners.put(
                            new Key(row.getLong("instance_id"), row.getObject("identity", UUID.class)),
                            row.getLong("event_id")))
                    .list();
        }
        return owners;
    }

    private static void insertEvents(Handle handle, List<Row> rows, OffsetDateTime now) {
        handle.createUpdate("""
                        insert into event (id, received_at, organization_id, account_id, instance_id, element_key, source,
                            objects, raw)
                        select e.id, :now, e.organization, e.account, e.instance, e.element, e.source,
                            e.objects::jsonb, e.raw
                        from unnest(:ids, :organizations, :accounts, :instances, :elements, :sources, :objects, :raws)
                            e (id, organization, account, instance, element, source, objects, raw)""")
                .bind("now", now)
                .bindArray("ids", Long.class, column(rows, Row::id))
                .bindArray(
                        "organizations",
                        Long.class,
                        column(rows, row -> row.event.receiver().organizationId()))
                .bindArray(
                        "accounts",
                        Long.class,
                        column(rows, row -> row.event.receiver().accountId()))
                .bindArray(
                        "instances",
                        Long.class,
                        column(rows, row -> row.event.receiver().instanceId()))
                .bindArray(
                        "elements",
                        String.class,
                        column(rows, row -> row.event.receiver().elementKey()))
                .bindArray(
                        "sources",
                        String.class,
                        column(rows, row -> row.event.source().wire()))
                .bindArray("objects", String.class, column(rows, row -> objects(row.event.objects())))
                .bindArray("raws", String.class, column(rows, row -> row.event.raw()))
                .execute();
    }

    /**
     * The deliveries, and a sign at each endpoint that there is work. The endpoint's row is locked even where nothing
     * changes in it: whoever gives an endpoint back (dev.valence.delivery) waits for this commit and then sees it.
     */
    private static void insertDeliveries(Handle handle, List<Row> rows, OffsetDateTime now) {
        if (rows.isEmpty()) {
            return;
        }
        Endpoints.signal(handle, column(rows, row -> row.event.receiver().instanceId()), now);
        List<@Nullable Long> objectKeys = new ArrayList<>(rows.size());
        rows.forEach(row -> objectKeys.add(ObjectKey.of(row.event.objects()).orElse(null)));
        handle.createUpdate("""
                        insert into delivery (event_id, received_at, instance_id, object_key, state, due_at, reason)
                        select d.event, :now, d.instance, d.object,
                            case when n.active and a.failure_policy = 'retry' then 'waiting' else 'queued' end, :now,
                            case when not n.active then n.notice
                                 when a.failure_policy = 'queue' then 'The account queues its deliveries' end
                        from unnest(:ids, :instances, :objects) d (event, instance, object)
                        join endpoint n on n.instance_id = d.instance
                        join instance i on i.id = d.instance
                        join account a on a.id = i.account_id""")
                .bind("now", now)
                .bindArray("ids", Long.class, column(rows, Row::id))
                .bindArray(
                        "instances",
                        Long.class,
                        column(rows, row -> row.event.receiver().instanceId()))
                .bindArray("objects", Long.class, objectKeys)
                .execute();
    }

    private static String objects(List<EventObject> objects) {
        ArrayNode json = Json.MAPPER.createArrayNode();
        objects.forEach(object -> json.add(object.json()));
        return json.toString();
    }

    private static <T> List<T> column(List<Row> rows, Function<Row, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }
}
