package dev.valence.activity;

import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.StorableText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.Query;

/**
 * What a list of calls is narrowed by; everything given has to fit.
 *
 * @param statusFrom lowest status
 * @param statusTo highest status
 * @param path part of path or query
 * @param text part of the path, the request id, the instance's name, or what is known of steps, vendor requests and
 *     bodies; or the status
 */
public record CallFilter(
        Optional<Long> instance,
        Optional<Integer> statusFrom,
        Optional<Integer> statusTo,
        Optional<String> method,
        Optional<String> path,
        Optional<String> text,
        Optional<String> requestId,
        Optional<OffsetDateTime> from,
        Optional<OffsetDateTime> to) {
    private static final Pattern STATUS = Pattern.compile("[1-5]([0-9]{2}|xx)");
    private static final Pattern REQUEST_ID = Pattern.compile("[0-9a-f]{24}");
    /** A request id begins with the second it was made in, so it says where to look. */
    private static final Duration ABOUT = Duration.ofSeconds(5);

    /**
     * Reads the query parameters {@code instance, status, method, path, text, requestId, from, to}.
     *
     * @throws BadRequest naming the one that is wrong
     */
    public static CallFilter of(Map<String, List<String>> query) {
        Optional<String> status = one(query, "status").map(word -> word.toLowerCase(Locale.ROOT));
        return new CallFilter(
                one(query, "instance").map(id -> Ids.parse(id, "instance")),
                status.map(CallFilter::lowest),
                status.map(CallFilter::highest),
                one(query, "method").map(word -> word.toUpperCase(Locale.ROOT)),
                one(query, "path"),
                one(query, "text"),
                one(query, "requestId").map(id -> id.toLowerCase(Locale.ROOT)),
                one(query, "from").map(time -> time("from", time)),
                one(query, "to").map(time -> time("to", time)));
    }

    /** This filter for one instance. */
    public CallFilter ofInstance(long id) {
        return new CallFilter(Optional.of(id), statusFrom, statusTo, method, path, text, requestId, from, to);
    }

    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        instance.ifPresent(id -> conditions.add("c.instance_id = :instance"));
        statusFrom.ifPresent(status -> conditions.add("c.status between :statusFrom and :statusTo"));
        method.ifPresent(word -> conditions.add("c.method = :method"));
        path.ifPresent(part -> conditions.add("strpos(lower(c.path), lower(:path)) > 0"));
        text.ifPresent(part -> conditions.add("(strpos(lower(c.path), lower(:text)) > 0"
                + " or strpos(c.request_id, lower(:text)) > 0 or strpos(lower(c.detail), lower(:text)) > 0"
                + " or cast(c.status as text) = :text or c.instance_id in"
                + " (select i.id from instance i where strpos(lower(i.name), lower(:text)) > 0))"));
        requestId.ifPresent(id -> conditions.add("c.request_id = :requestId"
                + (madeAt(id).isPresent() ? " and c.at between :madeFrom and :madeTo" : "")));
        from.ifPresent(time -> conditions.add("c.at >= :from"));
        to.ifPresent(time -> conditions.add("c.at < :to"));
        return conditions;
    }

    Query bind(Query query) {
        instance.ifPresent(id -> query.bind("instance", id));
        statusFrom.ifPresent(status -> query.bind("statusFrom", status));
        statusTo.filter(status -> statusFrom.isPresent()).ifPresent(status -> query.bind("statusTo", status));
        method.ifPresent(word -> query.bind("method", word));
        path.ifPresent(part -> query.bind("path", part));
        text.ifPresent(part -> query.bind("text", part));
        requestId.ifPresent(id -> query.bind("requestId", id));
        requestId
                .flatMap(CallFilter::madeAt)
                .ifPresent(time -> query.bind("madeFrom", time.minus(ABOUT)).bind("madeTo", time.plus(ABOUT)));
        from.ifPresent(time -> query.bind("from", time));
        to.ifPresent(time -> query.bind("to", time));
        return query;
    }

    private static Optional<OffsetDateTime> madeAt(String requestId) {
        return REQUEST_ID.matcher(requestId).matches()
                ? Optional.of(Instant.ofEpochSecond(HexFormat.fromHexDigitsToLong(requestId, 0, 8))
                        .atOffset(ZoneOffset.UTC))
                : Optional.empty();
    }

    private static int lowest(String status) {
        return switch (status) {
            case "ok" -> 100;
            case "error" -> 400;
            default -> {
                if (!STATUS.matcher(status).matches()) {
                    throw new BadRequest("status must be ok, error, a class like 4xx or a status like 404");
                }
                yield Integer.parseInt(status.replace('x', '0'));
            }
        };
    }

    private static int highest(String status) {
        return switch (status) {
            case "ok" -> 399;
            case "error" -> 599;
            default -> Integer.parseInt(status.replace('x', '9'));
        };
    }

    private static OffsetDateTime time(String name, String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequest(name + " must be a time like 2026-03-01T12:00:00Z", e);
        }
    }

    private static Optional<String> one(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> StorableText.require(value, name));
    }
}
