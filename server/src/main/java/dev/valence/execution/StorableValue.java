package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.Json;
import java.util.Map;

/**
 * What steps give, as PostgreSQL can keep it: it takes no zero character in a text, and reads none out of JSON, not even escaped.
 * Each becomes U+FFFD, the sign for what could not be represented.
 */
final class StorableValue {
    private StorableValue() {}

    static String text(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** The value itself when nothing in it, names included, has a zero character; else one that has none. */
    static JsonNode json(JsonNode value) {
        return hasZero(value) ? without(value) : value;
    }

    private static boolean hasZero(JsonNode value) {
        if (value instanceof ContainerNode<?> container) {
            for (Map.Entry<String, JsonNode> member : container.properties()) {
                if (member.getKey().indexOf('\0') >= 0 || hasZero(member.getValue())) {
                    return true;
                }
            }
            if (container.isArray()) {
                for (JsonNode element : container) {
                    if (hasZero(element)) {
                        return true;
                    }
                }
            }
            return false;
        }
        return value.isTextual() && value.textValue().indexOf('\0') >= 0;
    }

    private static JsonNode without(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Json.MAPPER.createObjectNode();
            object.properties().forEach(member -> copy.set(text(member.getKey()), without(member.getValue())));
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = Json.MAPPER.createArrayNode();
            array.forEach(element -> copy.add(without(element)));
            return copy;
        }
        return value.isTextual() ? TextNode.valueOf(text(value.textValue())) : value;
    }
}
