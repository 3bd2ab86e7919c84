package dev.valence.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.event.EventFilter;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events are to be sent again. Whatever is not understood is refused: a member that is passed over would send more than
 * was asked for.
 */
sealed interface ReplayWish {
    /** Those that are named. */
    record Named(List<Long> events) implements ReplayWish {}

    /** Those that a filter takes. */
    record Filtered(EventFilter filter) implements ReplayWish {}

    String IDS = "eventIds";
    /** Members whose value may be a number too: milliseconds and ids. */
    Set<String> NUMBERS = Set.of("from", "to", "before", "after");

    Set<String> WORDS = Set.of("state", "objectType", "objectId", "eventType", "source");

    String HOW =
            "; send {\"eventIds\": [...]} or a filter of from, to, before, after, state, objectType, objectId, eventType,"
                    + " source";

    /**
     * Reads a request body.
     *
     * @throws BadRequest naming what is not understood
     */
    static ReplayWish read(byte[] body) {
        JsonNode wish = Json.tree(body, "request body");
        if (!wish.isObject() || wish.isEmpty()) {
            throw new BadRequest("Which events are to be sent again is not said" + HOW);
        }
        if (!wish.has(IDS)) {
            wish.properties().forEach(ReplayWish::requireKnown);
            return new Filtered(EventFilter.of(name -> wish.path(name).asText("")));
        }
        if (wish.size() > 1) {
            throw new BadRequest("eventIds name the events already; a filter beside them is not understood" + HOW);
        }
        return new Named(ids(wish.path(IDS)));
    }

    private static void requireKnown(Map.Entry<String, JsonNode> member) {
        String name = member.getKey();
        JsonNode value = member.getValue();
        if (!NUMBERS.contains(name) && !WORDS.contains(name)) {
            throw new BadRequest(
                    "The filter has no member '" + (name.length() > 40 ? name.substring(0, 40) : name) + "'" + HOW);
        }
        boolean number = value.isIntegralNumber() && NUMBERS.contains(name);
        if (!number && (!value.isTextual() || value.asText().isBlank())) {
            throw new BadRequest(name + " must be a text that is not empty" + HOW);
        }
    }

    private static List<Long> ids(JsonNode given) {
        List<Long> ids = new ArrayList<>();
        for (JsonNode id : given) {
            if (!id.isTextual() && !id.isIntegralNumber()) {
                throw new BadRequest("eventIds must be an array of event ids" + HOW);
            }
            ids.add(Ids.parse(id.asText(), "event"));
        }
        if (!given.isArray() || ids.isEmpty()) {
            throw new BadRequest("eventIds must be an array of event ids" + HOW);
        }
        return ids;
    }
}
