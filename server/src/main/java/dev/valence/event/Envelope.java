package dev.valence.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.valence.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The body that an application gets: what happened in common words, and the provider's own body unchanged beside it. The
 * members are those of the platform that clients know (its wire contract, section 7).
 *
 * @param hub key of the element's hub
 */
public record Envelope(StoredEvent event, String hub, String instanceName, List<String> instanceTags) {

    /** The body as it is posted and signed. */
    public byte[] bytes() {
        return bytes(object -> Optional.empty());
    }

    /**
     * The same with the objects themselves as {@code newObject}.
     *
     * @param find reads an object; empty leaves it out
     */
    public byte[] bytes(Function<EventObject, Optional<JsonNode>> find) {
        return Json.bytes(Json.MAPPER.createObjectNode().set("message", message(find)));
    }

    /** The body's one member. */
    ObjectNode message() {
        return message(object -> Optional.empty());
    }

    private ObjectNode message(Function<EventObject, Optional<JsonNode>> find) {
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("eventId", event.id());
        message.put("instance_id", event.instanceId());
        message.put("instanceId", event.instanceId());
        message.put("elementKey", event.elementKey());
        message.put("accountId", event.accountId());
        message.put("instanceName", instanceName);
        ArrayNode tags = message.putArray("instanceTags");
        instanceTags.forEach(tags::add);
        message.put("date", event.receivedAt().toEpochMilli());
        message.set("events", objects(find));
        // Not parsed: large numbers and the order of members stay as the provider wrote them.
        message.putRawValue("raw", new RawValue(event.raw()));
        return message;
    }

    private ArrayNode objects(Function<EventObject, Optional<JsonNode>> find) {
        ArrayNode events = Json.MAPPER.createArrayNode();
        for (EventObject object : event.objects()) {
            ObjectNode entry =
                    object(object).put("elementKey", event.elementKey()).put("hubKey", hub);
            find.apply(object).ifPresent(whole -> entry.set("newObject", whole));
            events.add(entry);
        }
        return events;
    }

    /** One entry, as lists and envelopes show it. */
    static ObjectNode object(EventObject object) {
        return object.json().put("date", date(object.date()));
    }

    /** Dates on the wire have seconds, and a Z. */
    static String date(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
