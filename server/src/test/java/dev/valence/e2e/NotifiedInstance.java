package dev.valence.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An instance whose events go to an application, and what the platform knows of them. */
final class NotifiedInstance {
    private NotifiedInstance() {}

    /** One that tells the callback. */
    static JsonNode connect(Callback callback, Map<String, Object> more) {
        Map<String, Object> configuration =
                new LinkedHashMap<>(Map.of("event.notification.callback.url", callback.url()));
        configuration.putAll(more);
        return Spark.connect(Platform.API, "Events", Spark.ADA, configuration);
    }

    static String test(JsonNode instance) {
        return Platform.API
                .post(events(instance) + "/test", Map.of())
                .ok()
                .path("id")
                .textValue();
    }

    static String events(JsonNode instance) {
        return "/instances/" + instance.path("id") + "/events";
    }

    static String state(JsonNode instance, String id) {
        return Platform.API
                .get(events(instance) + "/" + id)
                .ok()
                .path("delivery")
                .path("state")
                .asText();
    }

    static JsonNode endpoint(JsonNode instance) {
        return Platform.API.get(events(instance) + "/endpoint").ok();
    }

    static List<String> types(JsonNode instance) {
        return Platform.API.get(events(instance)).column("eventType");
    }
}
