package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers about the objects of an element, read off its models. */
public final class ObjectFields {
    private final List<Resource> resources;
    private final Set<String> createable;
    private final Set<String> updateable;
    private final Set<String> required = new HashSet<>();
    private final Set<String> filterable = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final ArrayNode fields = JsonNodeFactory.instance.arrayNode();

    private ObjectFields(Element element, String object) {
        this.resources = element.resources().stream()
                .filter(resource -> ApiOperation.object(resource.path()).equals(object))
                .toList();
        this.createable = requested(Set.of("POST"));
        this.updateable = requested(Set.of("PUT", "PATCH"));
        resources.forEach(resource -> resource.conditions().forEach(condition -> filterable.add(condition.field())));
    }

    /** The names of the objects as {@code GET /objects} gives them. */
    public static ArrayNode names(Element element) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        element.objects().forEach(object -> names.add(object.name()));
        return names;
    }

    /** The form of {@code GET /objects} for the header {@code Elements-Version: Helium}. */
    public static ArrayNode describedNames(Element element) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        element.objects()
                .forEach(object -> names.addObject()
                        .put("name", object.name())
                        .put("vendorName", object.name())
                        .put("type", "vendor"));
        return names;
    }

    /** The fields of an object as <code>{"fields": [...]}</code>; absent when the element has no model of it. */
    public static Optional<ObjectNode> of(Element element, String object) {
        boolean known = element.objects().stream().anyMatch(o -> o.name().equals(object));
        return known ? new ObjectFields(element, object).read() : Optional.empty();
    }

    private Optional<ObjectNode> read() {
        return resources.stream()
                .filter(resource -> resource.method().equals("GET"))
                .flatMap(resource -> resource.model().stream())
                .findFirst()
                .map(model -> {
                    JsonNode definition = model.definitions().getOrDefault(model.name(), fields);
                    add("", definition, model.definitions());
                    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
                    metadata.set("fields", fields);
                    return metadata;
                });
    }

    private Set<String> requested(Set<String> methods) {
        Set<String> names = new HashSet<>();
        for (Resource resource : resources) {
            if (methods.contains(resource.method()) && resource.model().isPresent()) {
                Model model = resource.model().get();
                JsonNode request = model.requestName()
                        .map(name -> model.requestDefinitions().getOrDefault(name, fieldless()))
                        .orElse(fieldless());
                request.path("properties").fieldNames().forEachRemaining(names::add);
                if (resource.method().equals("POST")) {
                    request.path("required").forEach(name -> required.add(name.asText()));
                }
            }
        }
        return names;
    }

    private static JsonNode fieldless() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A definition inside of itself is left out. */
    private void add(String prefix, JsonNode schema, Map<String, JsonNode> definitions) {
        String type = schema.path("type").asText();
        String target = schema.path("$ref").asText(definitions.containsKey(type) ? type : "");
        if (definitions.containsKey(target)) {
            if (!open.contains(target)) {
                open.push(target);
                add(prefix, definitions.getOrDefault(target, fieldless()), definitions);
                open.pop();
            }
        } else if (type.equals("array") && prefix.isEmpty()) {
            add(prefix, schema.path("items"), definitions);
        } else if (type.equals("array") && isObject(schema.path("items"), definitions)) {
            add(prefix + "[*]", schema.path("items"), definitions);
        } else if (schema.has("properties")) {
            String place = prefix.isEmpty() ? "" : prefix + ".";
            schema.path("properties")
                    .properties()
                    .forEach(property -> add(place + property.getKey(), property.getValue(), definitions));
        } else if (!prefix.isEmpty()) {
            field(prefix, schema, type);
        }
    }

    private static boolean isObject(JsonNode items, Map<String, JsonNode> definitions) {
        return items.has("properties")
                || definitions.containsKey(items.path("$ref").asText())
                || definitions.containsKey(items.path("type").asText());
    }

    private void field(String path, JsonNode schema, String type) {
        String format = schema.path("format").asText();
        boolean date = format.startsWith("date");
        ObjectNode field = fields.addObject().put("vendorPath", path).put("type", date ? "date" : type);
        if (date) {
            String mask = format.equals("date") ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";
            field.put("format", mask).put("mask", mask);
        }
        String top = path.replaceAll("[.\\[].*", "");
        field.put("vendorReadOnly", schema.path("x-readOnly").asBoolean());
        field.put("vendorRequired", required.contains(path));
        field.put("filterable", filterable.contains(path));
        field.put("createable", createable.contains(top));
        field.put("updateable", updateable.contains(top));
        if (schema.has("description")) {
            field.set("description", schema.get("description"));
        }
    }
}
