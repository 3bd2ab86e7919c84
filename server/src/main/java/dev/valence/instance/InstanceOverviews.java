package dev.valence.instance;

import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The instances a caller may see with the state that each is in, computed where they are stored. */
@Singleton
public final class InstanceOverviews {
    static final Set<String> STATES = Set.of("working", "refreshing", "needsReauthentication", "disabled");

    private static final String ENDED = "The access token has ended and the provider gave no refresh token";

    private static final String ROWS = """
            from (
                select i.id, i.name, i.element_key, i.tags, i.created_at, i.trace_logging, used.last_used_at,
                    c.issued_at + c.life_seconds * interval '1 second' expires_at,
                    case when i.disabled then 'disabled'
                        when c.state <> 'working' or ended.hopeless then 'needsReauthentication'
                        when c.lease_until >= now() then 'refreshing'
                        else 'working' end state,
                    case when c.state <> 'working' then c.refusal when ended.hopeless then :ended end reason
                from instance i
                left join credential c on c.instance_id = i.id
                left join instance_use used on used.instance_id = i.id
                cross join lateral (select c.refresh_token_sealed is null
                    and c.issued_at + c.life_seconds * interval '1 second' <= :now hopeless) ended
                where i.account_id = :account and (:administrator or i.user_id = :user)) i
            """;

    /** What a list is narrowed by. */
    record Filter(Optional<String> search, Optional<String> tag, Optional<String> element, Optional<String> state) {}

    /** One page and how many rows there are altogether. */
    record Found(List<InstanceOverview> items, int total) {}

    private final Jdbi jdbi;
    private final Catalog catalog;
    private final Clock clock;

    @Inject
    InstanceOverviews(Database database, Catalog catalog, Clock clock) {
        this(database.jdbi(), catalog, clock);
    }

    InstanceOverviews(Jdbi jdbi, Catalog catalog, Clock clock) {
        this.jdbi = jdbi;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** A page of the instances by name. */
    Found list(Caller caller, Filter filter, Page page) {
        String where = where(filter);
        return jdbi.withHandle(handle -> {
            List<InstanceOverview> items = bind(
                            handle,
                            "select * " + ROWS + where + " order by lower(i.name), i.id limit :most offset :offset",
                            caller,
                            filter)
                    .bind("most", page.size())
                    .bind("offset", page.offset())
                    .map((row, context) -> overview(row))
                    .list();
            int total = bind(handle, "select count(*) " + ROWS + where, caller, filter)
                    .mapTo(Integer.class)
                    .one();
            return new Found(items, total);
        });
    }

    /**
     * One instance.
     *
     * @throws NotFound when there is none that the caller may see
     */
    InstanceOverview require(Caller caller, long id) {
        Filter all = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return jdbi.withHandle(handle -> bind(handle, "select * " + ROWS + " where i.id = :id", caller, all)
                        .bind("id", id)
                        .map((row, context) -> overview(row))
                        .findOne())
                .orElseThrow(() -> NotFound.withId("instance", id));
    }

    /** How many instances the caller sees of each element, by its key. */
    Map<String, Integer> countByElement(Caller caller) {
        Map<String, Integer> counts = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select element_key, count(*) n from instance
                        where account_id = :account and (:administrator or user_id = :user) group by element_key""")
                .bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId())
                .map((row, context) -> Map.entry(row.getString("element_key"), row.getInt("n")))
                .forEach(count -> counts.put(count.getKey(), count.getValue())));
        return counts;
    }

    private static String where(Filter filter) {
        List<String> conditions = new ArrayList<>();
        filter.search()
                .ifPresent(text -> conditions.add("(strpos(lower(i.name), lower(:search)) > 0"
                        + " or exists (select from unnest(i.tags) tag where strpos(lower(tag), lower(:search)) > 0)"
                        + " or i.id::text = :search)"));
        filter.tag().ifPresent(tag -> conditions.add(":tag = any(i.tags)"));
        filter.element().ifPresent(key -> conditions.add("i.element_key = :element"));
        filter.state().ifPresent(state -> conditions.add("i.state = :state"));
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private Query bind(Handle handle, String sql, Caller caller, Filter filter) {
        Query query = handle.createQuery(sql)
                .bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId())
                .bind("now", OffsetDateTime.now(clock))
                .bind("ended", ENDED);
        filter.search().ifPresent(text -> query.bind("search", text));
        filter.tag().ifPresent(tag -> query.bind("tag", tag));
        filter.element().ifPresent(key -> query.bind("element", key));
        filter.state().ifPresent(state -> query.bind("state", state));
        return query;
    }

    private InstanceOverview overview(ResultSet row) throws SQLException {
        String key = row.getString("element_key");
        Optional<Element> element = catalog.find(key);
        return new InstanceOverview(
                row.getLong("id"),
                row.getString("name"),
                key,
                element.map(Element::name).orElse(key),
                element.map(Element::hub).orElse(""),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getString("state"),
                Optional.ofNullable(row.getString("reason")),
                time(row, "created_at").orElse(""),
                time(row, "last_used_at"),
                time(row, "expires_at"),
                row.getBoolean("trace_logging"));
    }

    private static Optional<String> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(time -> time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
