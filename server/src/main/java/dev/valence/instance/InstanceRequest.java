package dev.valence.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.PlainText;
import dev.valence.http.StorableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of a create or update call; whatever was left out stays absent, members nobody knows are ignored.
 *
 * @param element key or id of the element
 * @param configuration by key; an empty Optional stands for {@code null} or an empty text and takes a value away
 * @param providerData what the provider's redirect brought; absent when the call does not mean to authenticate
 */
public record InstanceRequest(
        Optional<String> name,
        Optional<String> element,
        Map<String, Optional<String>> configuration,
        Optional<Map<String, String>> providerData,
        Optional<List<String>> tags,
        Optional<ExternalAuthentication> externalAuthentication,
        Optional<Boolean> traceLogging,
        Optional<Boolean> cachingEnabled,
        Optional<Integer> maxCacheSize,
        Optional<Integer> cacheTimeToLive,
        boolean objects) {

    /** Characters of a name, a tag or a configuration key. */
    public static final int LONGEST_NAME = 500;

    /**
     * Reads the body.
     *
     * @throws BadRequest naming the member that has the wrong form
     */
    public static InstanceRequest read(byte[] body) {
        JsonNode json = Json.tree(body, "request body");
        if (!json.isObject()) {
            throw new BadRequest("The request body must be a JSON object with the instance's members, such as name,"
                    + " element and configuration");
        }
        return new InstanceRequest(
                text(json, "name").map(InstanceRequest::plain).filter(name -> !name.isEmpty()),
                elementOf(json),
                configuration(object(json, "configuration")),
                Optional.of(object(json, "providerData"))
                        .filter(JsonNode::isObject)
                        .map(InstanceRequest::texts),
                tags(json),
                text(json, "externalAuthentication").map(ExternalAuthentication::of),
                bool(json, "traceLoggingEnabled"),
                bool(json, "cachingEnabled"),
                integer(json, "maxCacheSize"),
                integer(json, "cacheTimeToLive"),
                bool(json, "retrieveObjectsAfterInstantiation").orElse(false));
    }

    /** An update of configuration values and nothing else. */
    public static InstanceRequest ofConfiguration(Map<String, Optional<String>> values) {
        return new InstanceRequest(
                Optional.empty(),
                Optional.empty(),
                values,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** A configuration map on its own, as PATCH takes it: an object by key, or a list of entries. */
    static Map<String, Optional<String>> readConfiguration(byte[] body) {
        JsonNode json = Json.tree(body, "request body");
        if (json.isObject()) {
            return configuration(json);
        }
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        for (JsonNode entry : json) {
            String key = text(entry, "key")
                    .orElseThrow(() -> new BadRequest("Every configuration entry needs the member key"));
            values.put(key, value(key, entry.has("propertyValue") ? entry.path("propertyValue") : entry.path("value")));
        }
        return values;
    }

    /** The new value of one configuration entry: {@code {"propertyValue": ..}} or {@code {"value": ..}}. */
    static Optional<String> readValue(byte[] body) {
        JsonNode json = Json.tree(body, "request body");
        JsonNode given = json.has("propertyValue") ? json.path("propertyValue") : json.path("value");
        if (given.isMissingNode()) {
            throw new BadRequest("The request body needs the member propertyValue with the new value");
        }
        return value("propertyValue", given);
    }

    /** Names are shown on pages: markup is reduced to its text. */
    static String plain(String name) {
        String plain = PlainText.of(name);
        if (plain.length() > LONGEST_NAME) {
            throw new BadRequest(
                    "A name or tag has " + plain.length() + " characters; at most " + LONGEST_NAME + " are taken");
        }
        return plain;
    }

    private static Optional<String> elementOf(JsonNode json) {
        JsonNode element = json.path("element");
        if (element.isMissingNode() || element.isNull()) {
            return Optional.empty();
        }
        if (!element.isObject()) {
            throw new BadRequest("element must be an object such as {\"key\": \"...\"}");
        }
        return text(element, "key").or(() -> text(element, "id"));
    }

    private static Map<String, Optional<String>> configuration(JsonNode json) {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        json.properties().forEach(member -> {
            if (member.getKey().length() > LONGEST_NAME) {
                throw new BadRequest("A configuration key is longer than " + LONGEST_NAME + " characters");
            }
            values.put(
                    StorableText.require(member.getKey(), "A configuration key"),
                    value(member.getKey(), member.getValue()));
        });
        return values;
    }

    private static Optional<String> value(String key, JsonNode node) {
        String text = node.isNull() || node.isMissingNode() ? "" : node.isValueNode() ? node.asText() : node.toString();
        return text.isEmpty() ? Optional.empty() : Optional.of(StorableText.require(text, "The value of " + key));
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> values = new LinkedHashMap<>();
        json.properties()
                .forEach(member ->
                        value(member.getKey(), member.getValue()).ifPresent(text -> values.put(member.getKey(), text)));
        return values;
    }

    private static JsonNode object(JsonNode json, String member) {
        JsonNode node = json.path(member);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new BadRequest(member + " must be a JSON object");
        }
        return node;
    }

    private static Optional<List<String>> tags(JsonNode json) {
        JsonNode node = json.path("tags");
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isArray()) {
            throw new BadRequest("tags must be an array of texts");
        }
        List<String> tags = new ArrayList<>();
        for (JsonNode tag : node) {
            // The oldest clients send objects {id, name}.
            String text =
                    plain(StorableText.require(tag.isObject() ? tag.path("name").asText() : tag.asText(), "A tag"));
            if (!text.isEmpty()) {
                tags.add(text);
            }
        }
        return Optional.of(List.copyOf(tags));
    }

    private static Optional<String> text(JsonNode json, String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isNumber()) {
            throw new BadRequest(member + " must be a text");
        }
        return Optional.of(StorableText.require(node.asText(), member));
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

    private static Optional<Integer> integer(JsonNode json, String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 0) {
            throw new BadRequest(member + " must be a whole number from 0");
        }
        return Optional.of(node.asInt());
    }
}
