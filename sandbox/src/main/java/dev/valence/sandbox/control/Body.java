package dev.valence.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The members of a control call's body; an absent body is an empty object. */
record Body(ObjectNode node) {
    static Body read(byte[] bytes) {
        try {
            return new Body(bytes.length == 0 ? Json.object() : Json.readObject(bytes));
        } catch (IOException e) {
            throw new Refusal(400, "The body must be one JSON object.");
        }
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isTextual()) {
            throw new Refusal(400, name + " must be a string.");
        }
        return Optional.of(node.get(name).textValue());
    }

    String needed(String name) {
        return text(name).orElseThrow(() -> new Refusal(400, name + " is missing."));
    }

    Optional<Boolean> flag(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isBoolean()) {
            throw new Refusal(400, name + " must be true or false.");
        }
        return Optional.of(node.get(name).booleanValue());
    }

    /** A list of texts; empty when it is absent. */
    List<String> texts(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.valueStream().anyMatch(item -> !item.isTextual())) {
            throw new Refusal(400, name + " must be an array of strings.");
        }
        return value.valueStream().map(JsonNode::textValue).toList();
    }

    /** The number, 0 when it is absent. */
    long number(String name, long least, long most) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.canConvertToLong()
                || !value.isIntegralNumber()
                || value.longValue() < least
                || value.longValue() > most) {
            throw new Refusal(400, name + " must be a whole number from " + least + " to " + most + ".");
        }
        return value.longValue();
    }
}
