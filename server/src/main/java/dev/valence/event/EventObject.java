package dev.valence.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.time.Instant;

/**
 * One thing that happened to one object, in the words that are the same for all providers.
 *
 * @param objectType the hub's object name, for example {@code messages}
 * @param objectId the object's id at the provider; empty where the provider named none
 * @param eventType {@code CREATED}, {@code UPDATED}, {@code DELETED} or {@code UNKNOWN}; the platform's own events have others
 * @param date when it happened, by the provider's clock where it said so
 */
public record EventObject(String objectType, String objectId, String eventType, Instant date) {

    /** As it is stored and shown. */
    ObjectNode json() {
        return Json.MAPPER
                .createObjectNode()
                .put("objectType", objectType)
                .put("objectId", objectId)
                .put("eventType", eventType)
                .put("date", date.toString());
    }

    static EventObject of(JsonNode stored) {
        return new EventObject(
                stored.path("objectType").asText(),
                stored.path("objectId").asText(),
                stored.path("eventType").asText(),
                Instant.parse(stored.path("date").asText()));
    }
}
