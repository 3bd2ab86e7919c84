package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Headers as hooks have them, members of an object. Names that differ in their letters' case only are one header (RFC 9110 section 5.1). */
final class HookHeaders {
    private HookHeaders() {}

    /** Sets a header in the place of the one of this name; null takes it away. */
    static void put(ObjectNode headers, String name, JsonNode value) {
        headers.remove(named(headers, name));
        if (!value.isNull()) {
            headers.set(name, value);
        }
    }

    /** The spellings in which a header is there. */
    static List<String> named(ObjectNode headers, String name) {
        return headers.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name::equalsIgnoreCase)
                .toList();
    }

    /**
     * Headers of a message with those that a hook gave.
     *
     * @param given values that are none are left out; of two spellings of one name the later counts
     */
    static Map<String, String> merged(Map<String, String> before, JsonNode given) {
        Map<String, String> merged = new LinkedHashMap<>(before);
        given.properties().forEach(header -> {
            merged.keySet().removeIf(header.getKey()::equalsIgnoreCase);
            if (header.getValue().isValueNode() && !header.getValue().isNull()) {
                merged.put(header.getKey(), header.getValue().asText());
            }
        });
        return merged;
    }
}
