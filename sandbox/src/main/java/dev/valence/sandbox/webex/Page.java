package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /**
     * How a list is cut.
     *
     * @param parameter the query parameter with the size
     * @param max items on a page
     * @param cursor the query parameter with the place
     */
    record Cut(String parameter, int max, String cursor) {

        /**
         * The size asked for as {@code max}; what is above the cap is reduced.
         *
         * @throws dev.valence.sandbox.http.Refusal 400 for zero, negative and no number
         */
        static Cut of(Visit visit, int standard, int cap) {
            return new Cut("max", size(visit.query(), "max", standard, cap), "cursor");
        }

        static Cut of(Visit visit) {
            return of(visit, DEFAULT, CAP);
        }
    }

    /**
     * The size asked for.
     *
     * @throws dev.valence.sandbox.http.Refusal 400 for zero, negative and no number
     */
    static int size(Parameters query, String parameter, int standard, int cap) {
        Optional<String> given = query.given(parameter);
        if (given.isEmpty()) {
            return standard;
        }
        try {
            long max = Long.parseLong(given.get());
            if (max >= 1) {
                return (int) Math.min(max, cap);
            }
        } catch (NumberFormatException e) {
            throw Refusals.bad(parameter + " must be a whole number from 1 to " + cap + ".");
        }
        throw Refusals.bad(parameter + " must be a whole number from 1 to " + cap + ".");
    }

    static <T> Reply reply(Visit visit, Order<T> order, Cut cut, Function<T, ObjectNode> view) {
        return reply(visit, order, cut, "items", view, Json.object());
    }

    /** As above, with the list as a member of a larger body. */
    static <T> Reply reply(
            Visit visit, Order<T> order, Cut cut, String member, Function<T, ObjectNode> view, ObjectNode body) {
        Optional<Key> place = visit.query().given(cut.cursor()).map(cursor -> decode(visit, cut, cursor));
        List<T> rest = order.after(place).limit(cut.max() + 1L).toList();
        List<T> shown = rest.subList(0, Math.min(cut.max(), rest.size()));
        body.set(member, Json.list(shown.stream().map(view).toList()));
        Reply reply = Reply.json(200, body);
        if (rest.size() <= cut.max()) {
            return reply;
        }
        return linked(
                reply,
                visit,
                visit.query()
                        .with(cut.parameter(), String.valueOf(cut.max()))
                        .with(cut.cursor(), encode(visit, cut, order.keyOf(shown.getLast()))));
    }

    static Reply items(List<ObjectNode> items) {
        return Reply.json(200, Json.object().set("items", Json.list(items)));
    }

    static Reply linked(Reply reply, Visit visit, Parameters next) {
        return reply.with(
                "Link", "<" + visit.call().base() + visit.call().path() + "?" + next.encoded() + ">; rel=\"next\"");
    }

    private static String encode(Visit visit, Cut cut, Key key) {
        ObjectNode json = Json.object()
                .put("k", key.sort())
                .put("id", key.id().toString())
                .put("q", query(visit, cut));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.text(json).getBytes(StandardCharsets.UTF_8));
    }

    private static Key decode(Visit visit, Cut cut, String cursor) {
        try {
            ObjectNode json = Json.readObject(Base64.getUrlDecoder().decode(cursor));
            if (json.path("q").asText().equals(query(visit, cut))) {
                return new Key(
                        json.path("k").asLong(), UUID.fromString(json.path("id").asText()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Refusals.bad("The " + cut.cursor() + " is not one that this list gave out.");
        }
        throw Refusals.bad("The " + cut.cursor() + " belongs to another query; start again without it.");
    }

    private static String query(Visit visit, Cut cut) {
        Parameters rest = visit.query().without(cut.cursor()).without("before").without(cut.parameter());
        return Integer.toHexString((visit.call().path() + "?" + rest.encoded()).hashCode());
    }
}
