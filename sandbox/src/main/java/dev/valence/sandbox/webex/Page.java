package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One page of a list and the {@code Link} to the next (RFC 8288).
 *
 * <p>A cursor holds the sort key of the last item shown, not a number of items, so that what is added or removed in
 * between neither repeats nor hides anything. It is good for the query it came from only.
 */
final class Page {
    static final int DEFAULT = 100;
    static final int CAP = 1000;

    private Page() {}

    /** Where an item stands in its list; the id decides between equals. */
    record Key(String sort, String id) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::sort).thenComparing(Key::id);

        static Key of(Instant at, Object id) {
            return new Key("%016d".formatted(at.toEpochMilli()), id.toString());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** How a list is ordered and how an item is shown. */
    record Order<T>(Function<T, Key> key, boolean newestFirst) {}

    /**
     * The page size asked for; what is above the cap is reduced.
     *
     * @throws dev.valence.sandbox.http.Refusal 400 for zero, negative and no number
     */
    static int max(Parameters query, int standard, int cap) {
        Optional<String> given = query.given("max");
        if (given.isEmpty()) {
            return standard;
        }
        try {
            long max = Long.parseLong(given.get());
            if (max >= 1) {
                return (int) Math.min(max, cap);
            }
        } catch (NumberFormatException e) {
            throw Refusals.bad("max must be a whole number from 1 to " + cap + ".");
        }
        throw Refusals.bad("max must be a whole number from 1 to " + cap + ".");
    }

    static <T> Reply reply(
            Visit visit, Collection<T> all, Order<T> order, int max, String cursorName, Function<T, ObjectNode> view) {
        return reply(visit, all, order, max, cursorName, view, list -> {});
    }

    /** As above, with something added to the list's body. */
    static <T> Reply reply(
            Visit visit,
            Collection<T> all,
            Order<T> order,
            int max,
            String cursorName,
            Function<T, ObjectNode> view,
            Consumer<ObjectNode> addition) {
        Comparator<Key> direction = order.newestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Optional<Key> after = visit.query().given(cursorName).map(cursor -> decode(visit, cursorName, cursor));
        List<T> rest = all.stream()
                .filter(item -> after.isEmpty() || direction.compare(order.key().apply(item), after.get()) > 0)
                .sorted((one, other) ->
                        direction.compare(order.key().apply(one), order.key().apply(other)))
                .limit(max + 1L)
                .toList();
        List<T> shown = rest.subList(0, Math.min(max, rest.size()));
        ObjectNode list = Json.object();
        list.set("items", Json.list(shown.stream().map(view).toList()));
        addition.accept(list);
        Reply reply = Reply.json(200, list);
        if (rest.size() <= max) {
            return reply;
        }
        String cursor = encode(visit, cursorName, order.key().apply(shown.getLast()));
        return linked(
                reply, visit, visit.query().with("max", String.valueOf(max)).with(cursorName, cursor));
    }

    static Reply items(List<ObjectNode> items) {
        return Reply.json(200, Json.object().set("items", Json.list(items)));
    }

    static Reply linked(Reply reply, Visit visit, Parameters next) {
        return reply.with(
                "Link", "<" + visit.call().base() + visit.call().path() + "?" + next.encoded() + ">; rel=\"next\"");
    }

    private static String encode(Visit visit, String cursorName, Key key) {
        ObjectNode json = Json.object().put("k", key.sort()).put("id", key.id()).put("q", query(visit, cursorName));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.text(json).getBytes(StandardCharsets.UTF_8));
    }

    private static Key decode(Visit visit, String cursorName, String cursor) {
        try {
            ObjectNode json = Json.readObject(Base64.getUrlDecoder().decode(cursor));
            if (json.path("q").asText().equals(query(visit, cursorName))) {
                return new Key(json.path("k").asText(), json.path("id").asText());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Refusals.bad("The " + cursorName + " is not one that this list gave out.");
        }
        throw Refusals.bad("The " + cursorName + " belongs to another query; start again without it.");
    }

    private static String query(Visit visit, String cursorName) {
        String text = visit.call().path()
                + "?"
                + visit.query()
                        .without(cursorName)
                        .without("before")
                        .without("max")
                        .encoded();
        return Integer.toHexString(text.hashCode());
    }
}
