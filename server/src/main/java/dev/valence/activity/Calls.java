package dev.valence.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The recorded calls, newest first. */
@Singleton
public final class Calls {
    private static final String COLUMNS =
            "c.id, c.at, c.instance_id, i.name instance_name, c.element_key, c.method, c.path,"
                    + " c.status, c.duration_us, c.vendor_status, c.request_id, c.traced";
    private static final String FROM = " from activity c left join instance i on i.id = c.instance_id where"
            + " c.account_id = :account and (cast(:owner as bigint) is null or c.owner_id = :owner)";

    /**
     * Whose calls may be seen.
     *
     * @param userId only those of this user's instances; absent for all of the account
     */
    public record Viewer(long accountId, Optional<Long> userId) {}

    /**
     * A call in a list.
     *
     * @param at ISO 8601, UTC
     * @param vendorStatus the provider's, when it answered
     * @param traced whether headers and bodies were kept
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Item(
            long id,
            String at,
            long instanceId,
            Optional<String> instanceName,
            String elementKey,
            String method,
            String path,
            int status,
            double durationMs,
            Optional<Integer> vendorStatus,
            String requestId,
            boolean traced) {}

    /**
     * A page of calls.
     *
     * @param next cursor of the page behind it, when there is one
     * @param dropped how many calls of all tenants were not recorded in the time that the page covers
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Page(List<Item> items, Optional<String> next, Optional<Long> dropped) {}

    private final Jdbi jdbi;

    @Inject
    Calls(Database database) {
        this(database.jdbi());
    }

    public Calls(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A page of the calls that fit.
     *
     * @throws BadRequest when the search takes too long
     */
    public Page list(Viewer viewer, CallFilter filter, Optional<CallCursor> before, int most) {
        List<String> conditions = filter.conditions();
        before.ifPresent(cursor -> conditions.add("(c.at, c.id) < (:beforeAt, :beforeId)"));
        List<Item> found = search(viewer, filter, conditions, " order by c.at desc, c.id desc", most + 1, before);
        boolean more = found.size() > most;
        List<Item> items = more ? found.subList(0, most) : found;
        Optional<String> next =
                more ? Optional.of(CallCursor.of(items.getLast()).encode()) : Optional.empty();
        return new Page(items, next, dropped(items));
    }

    /** The newest calls with an id above this one, oldest first; what a live view polls for. */
    public List<Item> after(Viewer viewer, CallFilter filter, long id, int most) {
        List<String> conditions = filter.conditions();
        conditions.add("c.id > " + id);
        conditions.add("c.at > now() - interval '5 minutes'");
        return search(viewer, filter, conditions, " order by c.id desc", most, Optional.empty())
                .reversed();
    }

    /** The newest id; 0 when nothing was recorded for a while. */
    public long newestId() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select coalesce(max(id), 0) from activity where at > now() - interval '5 minutes'")
                .mapTo(Long.class)
                .one());
    }

    /** One call with all that is known of it. */
    public Optional<ObjectNode> find(Viewer viewer, long id) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery("select " + COLUMNS + ", c.detail" + FROM + " and c.id = :id"), viewer)
                .bind("id", id)
                .map((row, context) -> {
                    ObjectNode json = Json.MAPPER.valueToTree(item(row));
                    byte[] detail = row.getString("detail").getBytes(StandardCharsets.UTF_8);
                    json.setAll((ObjectNode) Json.tree(detail, "stored detail"));
                    return json;
                })
                .findOne());
    }

    private List<Item> search(
            Viewer viewer,
            CallFilter filter,
            List<String> conditions,
            String order,
            int most,
            Optional<CallCursor> before) {
        String where = conditions.isEmpty() ? "" : " and " + String.join(" and ", conditions);
        try {
            return jdbi.inTransaction(handle -> {
                handle.execute("set local statement_timeout = '10s'");
                Query query = filter.bind(
                        bind(handle.createQuery("select " + COLUMNS + FROM + where + order + " limit :most"), viewer));
                before.ifPresent(cursor -> query.bind("beforeAt", cursor.at()).bind("beforeId", cursor.id()));
                return query.bind("most", most).map((row, context) -> item(row)).list();
            });
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause && "57014".equals(cause.getSQLState())) {
                throw new BadRequest("The search takes too long; narrow it by time, instance or status", e);
            }
            throw e;
        }
    }

    private Optional<Long> dropped(List<Item> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        long sum = jdbi.withHandle(
                handle -> handle.createQuery("select coalesce(sum(dropped), 0) from activity_gap where at >= :oldest")
                        .bind("oldest", OffsetDateTime.parse(items.getLast().at()))
                        .mapTo(Long.class)
                        .one());
        return sum == 0 ? Optional.empty() : Optional.of(sum);
    }

    private static Query bind(Query query, Viewer viewer) {
        return query.bind("account", viewer.accountId())
                .bind("owner", viewer.userId().orElse(null));
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant().toString(),
                row.getLong("instance_id"),
                Optional.ofNullable(row.getString("instance_name")),
                row.getString("element_key"),
                row.getString("method"),
                row.getString("path"),
                row.getInt("status"),
                CallDetail.millis(row.getLong("duration_us")),
                Optional.ofNullable(row.getObject("vendor_status", Integer.class)),
                row.getString("request_id"),
                row.getBoolean("traced"));
    }
}
