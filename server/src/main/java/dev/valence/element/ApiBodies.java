package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The schemas of requests and replies; both kinds of document have the same. */
final class ApiBodies {
    private final ApiDefinitions definitions;
    private final ApiDescription description;

    ApiBodies(ApiDescription description, ApiDefinitions definitions) {
        this.description = description;
        this.definitions = definitions;
    }

    Optional<ObjectNode> request(Resource resource) {
        Optional<Parameter> body = resource.parameters().stream()
                .filter(p -> p.type() == ParameterPlace.BODY && p.source() == ParameterSource.REQUEST)
                .findFirst();
        return body.map(parameter -> resource.model()
                .flatMap(model -> model.requestName()
                        .or(parameter::dataType)
                        .filter(model.requestDefinitions()::containsKey)
                        .map(name -> definitions.add(name, model.requestDefinitions())))
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("type", "object")));
    }

    /** The JSON of a successful reply; absent when there is none, or none of a known shape. */
    Optional<ObjectNode> response(Resource resource) {
        if (resource.reply().isPresent()) {
            return Optional.of(
                    switch (resource.reply().get()) {
                        case Reply.Body body -> likeness(body.body());
                        case Reply.Objects() -> definitions.add("objectNames", objectNames());
                        case Reply.Metadata() -> definitions.add("objectMetadata", objectMetadata());
                    });
        }
        return resource.model().map(model -> definitions.add(model.name(), model.definitions()));
    }

    /** An example of a reply, from the element's samples. */
    Optional<JsonNode> sample(ApiOperation operation) {
        Resource resource = operation.resource();
        Optional<JsonNode> sample = Optional.ofNullable(description.samples().get(operation.object()))
                .filter(_ -> resource.model().isPresent());
        return resource.list()
                ? sample.map(one -> JsonNodeFactory.instance.arrayNode().add(one))
                : sample;
    }

    ObjectNode error() {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("type", "object");
        error.putArray("required").add("requestId").add("message");
        ObjectNode properties = error.putObject("properties");
        property(properties, "requestId", "string", "Same value as the header Elements-Request-Id");
        property(properties, "message", "string", "What went wrong and what to do next");
        property(properties, "providerMessage", "string", "The vendor's own words");
        return definitions.add("error", error);
    }

    private static ObjectNode objectNames() {
        ObjectNode names = JsonNodeFactory.instance.objectNode().put("type", "array");
        names.putObject("items").put("type", "string");
        return names;
    }

    private static ObjectNode objectMetadata() {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode field = metadata.putObject("properties")
                .putObject("fields")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        ObjectNode properties = field.putObject("properties");
        property(properties, "vendorPath", "string", "Name; dots lead into objects, [*] into arrays");
        property(properties, "type", "string", "Type of the value");
        return metadata;
    }

    private static ObjectNode likeness(JsonNode body) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        body.properties().forEach(member -> {
            JsonNode value = member.getValue();
            String type = value.isTextual()
                    ? "string"
                    : value.isBoolean() ? "boolean" : value.isNumber() ? "number" : "object";
            properties.putObject(member.getKey()).put("type", type);
        });
        return schema;
    }

    private static void property(ObjectNode properties, String name, String type, String description) {
        properties.putObject(name).put("type", type).put("description", description);
    }
}
