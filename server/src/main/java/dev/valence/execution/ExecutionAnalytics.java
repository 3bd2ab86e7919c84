package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Counts of executions, for charts. */
@Singleton
final class ExecutionAnalytics {
    /** Buckets of one series; more is no chart. */
    private static final int MOST_BUCKETS = 2_000;
    /** Ids of executions that wait for another try. */
    private static final int MOST_RETRIES = 200;

    private static final String COUNTED =
            " from execution e where e.account_id = :account and e.parent_id is null and not e.dry_run"
                    + " and (:administrator or e.formula_instance_id in"
                    + " (select id from formula_instance where account_id = :account and user_id = :user))"
                    + " and (:all or e.formula_instance_id = any(:instances))"
                    + " and e.created_at >= :from and e.created_at < :to";

    private static final Map<String, Duration> INTERVALS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(30),
            "quarter", Duration.ofDays(91),
            "year", Duration.ofDays(365));

    private final Jdbi jdbi;

    @Inject
    ExecutionAnalytics(Database database) {
        this(database.jdbi());
    }

    ExecutionAnalytics(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What is counted.
     *
     * @param instances formula instances; all when there are none
     */
    record Wish(Caller caller, Period.Bounded time, List<Long> instances) {}

    /** How many executions stand where, and which wait for their next try. */
    ArrayNode statuses(Wish wish) {
        return jdbi.withHandle(handle -> {
            Map<String, Integer> counts = bind(
                            handle.createQuery(
                                    "select e.status, count(*)::integer as many" + COUNTED + " group by e.status"),
                            wish)
                    .collectRows(Collectors.toMap(
                            row -> row.getColumn("status", String.class), row -> row.getColumn("many", Integer.class)));
            ArrayNode rows = Json.MAPPER.createArrayNode();
            for (ExecutionStatus status : ExecutionStatus.values()) {
                ObjectNode row = rows.addObject()
                        .put("status", status.wireName())
                        .put("count", counts.getOrDefault(status.wireName(), 0));
                if (status == ExecutionStatus.RETRY) {
                    ArrayNode list = row.putArray("executions");
                    bind(
                                    handle.createQuery("select e.id, e.attempt" + COUNTED
                                            + " and e.status = 'retry' order by e.id desc limit :most"),
                                    wish)
                            .bind("most", MOST_RETRIES)
                            .map((found, context) ->
                                    list.addObject().put("id", found.getLong(1)).put("nextRetry", found.getInt(2) + 1))
                            .list();
                }
            }
            return rows;
        });
    }

    /**
     * How many executions began in each interval, and how they ended; intervals without any are there too.
     *
     * @param interval a word like {@code hour}; empty: what suits the time
     */
    ArrayNode series(Wish wish, Optional<String> interval) {
        String unit = interval.map(ExecutionAnalytics::known).orElseGet(() -> suiting(wish.time()));
        if (wish.time().length().dividedBy(INTERVALS.getOrDefault(unit, Duration.ofDays(1))) > MOST_BUCKETS) {
            throw new BadRequest("The time from from to to has more than " + MOST_BUCKETS + " intervals of one " + unit
                    + "; ask for a shorter time or a longer interval");
        }
        Map<OffsetDateTime, ObjectNode> rows = new TreeMap<>();
        jdbi.useHandle(handle -> {
            handle.createQuery(
                            "select generate_series(date_trunc(:unit, :from, 'UTC'), :last, cast(:step as interval)) as at")
                    .bind("unit", unit)
                    .bind("from", wish.time().from())
                    .bind("last", wish.time().to().minusNanos(1_000))
                    .bind("step", unit.equals("quarter") ? "3 months" : "1 " + unit)
                    .mapTo(OffsetDateTime.class)
                    .forEach(at -> rows.put(at, row(at)));
            bind(
                            handle.createQuery("select date_trunc(:unit, e.created_at, 'UTC') as at, e.status,"
                                    + " count(*)::integer as many" + COUNTED + " group by 1, 2"),
                            wish)
                    .bind("unit", unit)
                    .map((found, context) -> {
                        ObjectNode row = rows.computeIfAbsent(
                                found.getObject("at", OffsetDateTime.class), ExecutionAnalytics::row);
                        int many = found.getInt("many");
                        row.put("count", row.path("count").asInt() + many);
                        return row.put(found.getString("status"), many);
                    })
                    .list();
        });
        ArrayNode series = Json.MAPPER.createArrayNode();
        rows.values().forEach(series::add);
        return series;
    }

    private static ObjectNode row(OffsetDateTime at) {
        return Json.MAPPER
                .createObjectNode()
                .put("timestamp", StoredExecution.date(at.toInstant()))
                .put("count", 0);
    }

    private static String known(String interval) {
        if (!INTERVALS.containsKey(interval)) {
            throw new BadRequest("interval must be year, quarter, month, week, day, hour, minute or second");
        }
        return interval;
    }

    private static String suiting(Period.Bounded time) {
        if (time.length().compareTo(Duration.ofHours(2)) <= 0) {
            return "minute";
        }
        return time.length().compareTo(Duration.ofDays(3)) <= 0 ? "hour" : "day";
    }

    private static Query bind(Query query, Wish wish) {
        return query.bind("account", wish.caller().accountId())
                .bind("administrator", wish.caller().administrator())
                .bind("user", wish.caller().userId())
                .bind("all", wish.instances().isEmpty())
                .bindArray("instances", Long.class, wish.instances())
                .bind("from", wish.time().from())
                .bind("to", wish.time().to());
    }
}
