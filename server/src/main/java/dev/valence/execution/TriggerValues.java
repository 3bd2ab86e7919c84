package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.util.List;
import java.util.Map;

/** What callers see of a trigger: a part of what the steps see, by its type. */
final class TriggerValues {
    private static final Map<String, List<String>> SHOWN = Map.of(
            "manual", List.of("args", "error"),
            "formula", List.of("args", "error"),
            "event", List.of("type", "event", "eventId", "error"),
            "elementRequest", List.of("request", "response", "error"),
            "scheduled", List.of("type", "date", "error"));

    private TriggerValues() {}

    static Map<String, String> of(JsonNode trigger) {
        ObjectNode shown = Json.MAPPER.createObjectNode();
        for (String member : SHOWN.getOrDefault(trigger.path("type").asText(), List.of("error"))) {
            if (trigger.has(member)) {
                shown.set(member, trigger.get(member));
            }
        }
        return StepValues.of("trigger", shown, true);
    }
}
