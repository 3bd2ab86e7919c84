package dev.valence.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.QueryDate;
import dev.valence.http.StorableText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a list of events is narrowed by, as a part of a query and its parameters.
 *
 * @param sql begins with {@code and}, or is empty; aliases are {@code e} for the event and {@code d} for its delivery
 */
public record EventFilter(String sql, Map<String, Object> parameters) {
    private static final List<String> STATES = List.of("waiting", "delivered", "dead", "queued");
    private static final List<String> SOURCES =
            Stream.of(EventSource.values()).map(EventSource::wire).toList();

    public EventFilter {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a filter.
     *
     * @param named answers the value of a name, empty text for none: {@code from}, {@code to} (as {@link QueryDate} reads them),
     *     {@code state}, {@code objectType}, {@code objectId}, {@code eventType}, {@code source}, {@code before} and
     *     {@code after} (event ids)
     * @throws BadRequest naming the value that is wrong
     */
    public static EventFilter of(UnaryOperator<String> named) {
        StringBuilder sql = new StringBuilder();
        Map<String, Object> parameters = new LinkedHashMap<>();
        value(named, "from").map(text -> QueryDate.parse("from", text)).ifPresent(from -> {
            sql.append(" and e.received_at >= :from");
            parameters.put("from", from);
        });
        value(named, "to").map(text -> QueryDate.parse("to", text)).ifPresent(to -> {
            sql.append(" and e.received_at < :to");
            parameters.put("to", to);
        });
        value(named, "before").map(text -> Ids.parse(text, "event")).ifPresent(before -> {
            sql.append(" and e.id < :before");
            parameters.put("before", before);
        });
        value(named, "after").map(text -> Ids.parse(text, "event")).ifPresent(after -> {
            sql.append(" and e.id > :since");
            parameters.put("since", after);
        });
        value(named, "state").map(EventFilter::state).ifPresent(state -> {
            sql.append(" and d.state = :state");
            parameters.put("state", state);
        });
        value(named, "source").map(EventFilter::source).ifPresent(source -> {
            sql.append(" and e.source = :source");
            parameters.put("source", source);
        });
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (String member : List.of("objectType", "objectId", "eventType")) {
            value(named, member)
                    .ifPresent(text ->
                            object.put(member, member.equals("eventType") ? text.toUpperCase(Locale.ROOT) : text));
        }
        if (!object.isEmpty()) {
            sql.append(" and e.objects @> cast(:object as jsonb)");
            parameters.put("object", "[" + object + "]");
        }
        return new EventFilter(sql.toString(), parameters);
    }

    private static Optional<String> value(UnaryOperator<String> named, String name) {
        return Optional.of(named.apply(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> StorableText.require(text, name));
    }

    private static String state(String text) {
        String state = text.toLowerCase(Locale.ROOT);
        if (!STATES.contains(state)) {
            throw new BadRequest("state must be one of " + STATES);
        }
        return state;
    }

    private static String source(String text) {
        String source = text.toLowerCase(Locale.ROOT);
        if (!SOURCES.contains(source)) {
            throw new BadRequest("source must be one of " + SOURCES);
        }
        return source;
    }
}
