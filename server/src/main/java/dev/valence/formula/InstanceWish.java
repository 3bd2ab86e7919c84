package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.PlainText;
import dev.valence.http.StorableText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a call that makes or changes an instance of a formula; what was left out stays absent.
 *
 * @param name without markup
 * @param configuration values by key; an empty text stands for {@code null} too and takes a value away
 * @param settings as they were given; a {@code null} in it takes a setting away
 */
record InstanceWish(
        Optional<String> name,
        Optional<Boolean> active,
        Optional<Boolean> debugLogging,
        Optional<Map<String, String>> configuration,
        Optional<ObjectNode> settings) {

    /**
     * Reads the body.
     *
     * @throws BadRequest naming the member that has the wrong form
     */
    static InstanceWish read(byte[] body) {
        JsonNode json = Json.tree(body, "request body");
        if (!json.isObject()) {
            throw new BadRequest("The request body must be a JSON object such as {\"name\": \"My instance\","
                    + " \"configuration\": {...}}");
        }
        return new InstanceWish(
                name(json.path("name")),
                bool(json, "active"),
                bool(json, "debugLoggingEnabled"),
                object(json, "configuration").map(InstanceWish::texts),
                object(json, "settings").map(InstanceWish::storable));
    }

    /** A wish to switch an instance on or off, and nothing else. */
    static InstanceWish ofActive(boolean active) {
        return new InstanceWish(
                Optional.empty(), Optional.of(active), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<String> name(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isNumber()) {
            throw new BadRequest("name must be a text");
        }
        String name = PlainText.of(StorableText.require(node.asText(), "name"));
        if (name.length() > FormulaReader.LONGEST_NAME) {
            throw new BadRequest("name is longer than " + FormulaReader.LONGEST_NAME + " characters");
        }
        return Optional.of(name).filter(text -> !text.isEmpty());
    }

    private static Map<String, String> texts(ObjectNode json) {
        Map<String, String> values = new LinkedHashMap<>();
        json.properties().forEach(member -> {
            JsonNode value = member.getValue();
            String text = value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
            values.put(
                    StorableText.require(member.getKey(), "A key of configuration"),
                    StorableText.require(text, "The value of " + member.getKey()));
        });
        return values;
    }

    private static ObjectNode storable(ObjectNode json) {
        StorableText.require(json.toString(), "settings");
        return json;
    }

    private static Optional<ObjectNode> object(JsonNode json, String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw new BadRequest(member + " must be a JSON object");
    }

    private static Optional<Boolean> bool(JsonNode json, String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isBoolean() || node.asText().equals("true") || node.asText().equals("false")) {
            return Optional.of(node.asBoolean());
        }
        throw new BadRequest(member + " must be true or false");
    }
}
