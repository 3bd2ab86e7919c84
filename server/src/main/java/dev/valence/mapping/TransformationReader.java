package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a transformation's JSON into what is worked with, and says where it is wrong. */
final class TransformationReader {
    static final int MOST_FIELDS = 1_000;

    private TransformationReader() {}

    /**
     * The mapping that a transformation is.
     *
     * @param types of the definition's fields by path, for fields that name none
     * @param scripts of this level and those it inherits from
     * @throws BadRequest with the field that is wrong
     */
    static ObjectMapping mapping(String name, JsonNode json, Map<String, String> types, List<String> scripts) {
        List<FieldClashes.Placed> placed = new ArrayList<>();
        for (JsonNode field : json.path("fields")) {
            placed.add(new FieldClashes.Placed(
                    field(field, types), field.path("level").asText()));
        }
        FieldClashes.refuse(placed);
        List<FieldMapping> fields = SharedPlaces.marked(
                placed.stream().map(FieldClashes.Placed::field).toList());
        JsonNode pass = configured(json, "passThrough").orElse(MissingNode.getInstance());
        boolean passesFromVendor = flag(pass, "fromVendor", true);
        return new ObjectMapping(
                name,
                json.path("vendorName").asText(),
                fields,
                passesFromVendor,
                flag(pass, "toVendor", true),
                configured(json, "addToDocumentation")
                        .map(entry -> flag(entry, "value", true))
                        .orElse(false),
                CallMethods.require(json, "The transformation of " + name),
                query(name, json),
                scripts,
                FieldTable.of(fields, passesFromVendor),
                Optional.empty());
    }

    /** Whether a transformation adds to the one of the level above instead of replacing it. */
    static boolean inherits(JsonNode json) {
        return configured(json, "inherit").isPresent();
    }

    private static FieldMapping field(JsonNode json, Map<String, String> types) {
        FieldPath path = FieldPath.parse(text(json, "path"));
        FieldPath vendorPath = FieldPath.parse(text(json, "vendorPath"));
        if (!path.writable()) {
            throw new BadRequest("The path '" + path + "' has size(), which only a vendorPath may have");
        }
        String type = json.path("type").asText(types.getOrDefault(FieldPath.plain(path.text()), ""));
        JsonNode pass = configured(json, "passThrough").orElse(MissingNode.getInstance());
        boolean removed = configured(json, "remove").isPresent();
        return new FieldMapping(
                path,
                vendorPath,
                ValueType.of(type),
                ValueType.of(json.path("vendorType").asText("")),
                ValueType.of(type) == ValueType.DATE
                                || configured(json, "format").isPresent()
                        ? Optional.of(masks(json))
                        : Optional.empty(),
                configured(json, "defaultValue")
                        .map(properties -> properties.path("value"))
                        .filter(value -> !value.isMissingNode() && !value.isNull())
                        .map(value -> ValueType.of(type).convert(value)),
                !removed && flag(pass, "fromVendor", true),
                !removed && flag(pass, "toVendor", true),
                CallMethods.require(json, "The field '" + path + "'"),
                false);
    }

    private static DateMasks masks(JsonNode json) {
        JsonNode format = configured(json, "format").orElse(MissingNode.getInstance());
        try {
            return new DateMasks(
                    format.path("pattern").asText(""),
                    format.path("vendorPattern").asText(""));
        } catch (BadRequest e) {
            throw new BadRequest("The field '" + text(json, "path") + "': " + e.getMessage(), e);
        }
    }

    private static Optional<String> query(String name, JsonNode json) {
        Optional<JsonNode> entry = configured(json, "queryOverride");
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        JsonNode query = entry.get().path("query");
        if (!query.isTextual()) {
            throw new BadRequest(
                    "The transformation of " + name + " has a configuration entry of the type queryOverride"
                            + " that must be like {\"type\": \"queryOverride\", \"properties\": {\"query\": \"type='group'\"}},"
                            + " with conditions in the provider's names");
        }
        // An empty one says of a level that inherits that the caller's own conditions count again.
        return Optional.of(query.textValue()).filter(text -> !text.isBlank());
    }

    /** The properties of a configuration entry; empty when it has no such entry. */
    static Optional<JsonNode> configured(JsonNode json, String type) {
        return json.path("configuration")
                .valueStream()
                .filter(entry -> entry.path("type").asText().equals(type))
                .map(entry -> entry.path("properties"))
                .findFirst();
    }

    private static boolean flag(JsonNode properties, String name, boolean otherwise) {
        JsonNode value = properties.path(name);
        if (value.isMissingNode() || value.isNull() || value.isBoolean()) {
            return value.asBoolean(otherwise);
        }
        return switch (value.asText()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new BadRequest(
                        "A configuration entry has " + name + " " + value + ", which must be true or false");
        };
    }

    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BadRequest("Each field of a transformation needs path and vendorPath as texts; "
                    + (json instanceof ObjectNode ? "one has no " + member : "one is no object"));
        }
        return value.textValue();
    }
}
