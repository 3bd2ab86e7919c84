package dev.valence.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.valence.http.Json;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** The stored events, newest first. */
@Singleton
public final class Events {
    /** What {@link #read} needs of the table under the alias {@code e}. */
    public static final String COLUMNS =
            "e.id, e.received_at, e.account_id, e.instance_id, e.element_key, e.source, e.objects::text objects, e.raw";

    /** Longer bodies are left out of lists, which would not fit into memory; letters. */
    private static final int LISTED_BODY = 65_536;

    /** Counting further than this would cost more than it tells. */
    private static final int COUNTED = 10_000;

    private static final String BRIEF_BODY =
            " case when length(e.raw) <= " + LISTED_BODY + " then e.raw else 'null' end raw";

    private final Jdbi jdbi;

    @Inject
    Events(Database database) {
        this(database.jdbi());
    }

    Events(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * An event and where its delivery stands.
     *
     * @param state {@code waiting}, {@code delivered}, {@code dead} or {@code queued}; empty when it is not to be delivered
     * @param attempts since it was last released
     * @param reason why it is dead or queued
     */
    public record Item(
            StoredEvent event,
            Optional<String> state,
            int attempts,
            Optional<Instant> dueAt,
            Optional<Instant> settledAt,
            Optional<String> reason) {}

    /** One event of an instance. */
    public Optional<Item> find(long instanceId, long eventId) {
        return jdbi.withHandle(
                handle -> handle.createQuery(select() + " where e.id = :id and e.instance_id = :instance")
                        .bind("id", eventId)
                        .bind("instance", instanceId)
                        .map((row, context) -> item(row))
                        .findOne());
    }

    /** A page of an instance's events, newest first; of very long bodies only the text {@code null} is there. */
    public List<Item> list(long instanceId, EventFilter filter, int most) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery(
                                select().replace(" e.raw,", BRIEF_BODY + ",") + " where e.instance_id = :instance"
                                        + filter.sql() + " order by e.id desc limit :most"),
                        filter)
                .bind("instance", instanceId)
                .bind("most", most)
                .map((row, context) -> item(row))
                .list());
    }

    /**
     * A page of the events of all instances that a caller sees, newest first; of very long bodies only the text {@code null} is
     * there.
     *
     * @param instances of these alone; all when there are none
     * @param before an event's id
     */
    public List<StoredEvent> list(Caller caller, List<Long> instances, long before, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS.replace(" e.raw", BRIEF_BODY)
                        + " from event e join instance i on i.id = e.instance_id"
                        + " where e.account_id = :account and (:administrator or i.user_id = :user) and e.id < :before"
                        + (instances.isEmpty() ? "" : " and e.instance_id = any(:instances)")
                        + " order by e.id desc limit :most")
                .bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId())
                .bind("before", before)
                .bind("most", most)
                .configure(SqlStatements.class, settings -> settings.setUnusedBindingAllowed(true))
                .bindArray("instances", Long.class, instances)
                .map((row, context) -> read(row))
                .list());
    }

    /** How many events of an instance a filter takes; empty when that is more than is worth counting. */
    public OptionalInt count(long instanceId, EventFilter filter) {
        int counted = jdbi.withHandle(handle -> bind(
                        handle.createQuery(
                                "select count(*) from (select 1 from event e left join delivery d on d.event_id ="
                                        + " e.id and d.received_at = e.received_at where e.instance_id = :instance"
                                        + filter.sql() + " limit " + (COUNTED + 1) + ") c"),
                        filter)
                .bind("instance", instanceId)
                .mapTo(Integer.class)
                .one());
        return counted > COUNTED ? OptionalInt.empty() : OptionalInt.of(counted);
    }

    /** The ids of an instance's events that a filter takes, in ascending order, some at a time. */
    public List<Long> ids(long instanceId, EventFilter filter, long after, int most) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery("select e.id from event e left join delivery d on d.event_id = e.id"
                                + " and d.received_at = e.received_at where e.instance_id = :instance and e.id > :after"
                                + filter.sql() + " order by e.id limit :most"),
                        filter)
                .bind("instance", instanceId)
                .bind("after", after)
                .bind("most", most)
                .mapTo(Long.class)
                .list());
    }

    /** The event in a row with {@link #COLUMNS}. */
    public static StoredEvent read(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getLong("account_id"),
                row.getLong("instance_id"),
                row.getString("element_key"),
                EventSource.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                objects(row.getString("objects")),
                row.getString("raw"));
    }

    private static String select() {
        return "select " + COLUMNS + ", d.state, d.attempts, d.due_at, d.settled_at, d.reason from event e"
                + " left join delivery d on d.event_id = e.id and d.received_at = e.received_at";
    }

    private static Query bind(Query query, EventFilter filter) {
        filter.parameters().forEach(query::bind);
        return query;
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                read(row),
                Optional.ofNullable(row.getString("state")),
                row.getInt("attempts"),
                time(row, "due_at"),
                time(row, "settled_at"),
                Optional.ofNullable(row.getString("reason")));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** The objects in the column {@code objects} of an event. */
    public static List<EventObject> objects(String json) {
        try {
            List<EventObject> objects = new ArrayList<>();
            Json.MAPPER.readTree(json).forEach(object -> objects.add(EventObject.of(object)));
            return objects;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The objects of an event are not readable", e);
        }
    }
}
