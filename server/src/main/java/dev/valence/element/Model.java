package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * The shapes of a resource's bodies. Definitions hold bare {@code $ref} names, as in the element JSON.
 *
 * @param name definition of the reply's body
 * @param definitions by name, everything reachable from {@code name}; read only
 * @param requestName definition of the request's body
 * @param requestDefinitions by name; read only
 */
public record Model(
        String name,
        Map<String, JsonNode> definitions,
        Optional<String> requestName,
        Map<String, JsonNode> requestDefinitions) {

    /** Whether the reply is an array. */
    public boolean list() {
        JsonNode definition = definitions.get(name);
        return definition != null && "array".equals(definition.path("type").asText());
    }
}
