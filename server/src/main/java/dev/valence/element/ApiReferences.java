package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;

/** Puts what a reference leads to in its place; a reference that leads back to itself stays. */
final class ApiReferences {
    private final JsonNode document;
    private final Deque<String> open = new ArrayDeque<>();

    private ApiReferences(JsonNode document) {
        this.document = document;
    }

    /** A copy of {@code part} with the references into {@code document} resolved. */
    static JsonNode resolve(JsonNode part, JsonNode document) {
        return new ApiReferences(document).resolved(part);
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (reference.startsWith("#/") && !open.contains(reference)) {
            open.push(reference);
            JsonNode target = resolved(document.at(JsonPointer.compile(reference.substring(1))));
            open.pop();
            return target;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), resolved(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(item -> copy.add(resolved(item)));
            return copy;
        }
        return node;
    }
}
