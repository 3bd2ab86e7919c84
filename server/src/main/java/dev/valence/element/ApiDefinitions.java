package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The definitions of a document. Turns the element JSON's bare {@code $ref} names, and types that name a definition,
 * into references, and leaves out what JSON Schema does not know.
 */
final class ApiDefinitions {
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "array", "object", "null");
    private static final Set<String> KEYWORDS = Set.of(
            "format",
            "title",
            "description",
            "default",
            "example",
            "multipleOf",
            "maximum",
            "minimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxProperties",
            "minProperties",
            "enum",
            "readOnly");

    private final String prefix;
    private final Map<String, ObjectNode> byName = new LinkedHashMap<>();

    /**
     * No definitions yet.
     *
     * @param prefix of references, {@code #/definitions/} or {@code #/components/schemas/}
     */
    ApiDefinitions(String prefix) {
        this.prefix = prefix;
    }

    /** By name, in the order of use. */
    Map<String, ObjectNode> byName() {
        return byName;
    }

    ObjectNode reference(String name) {
        return JsonNodeFactory.instance.objectNode().put("$ref", prefix + name);
    }

    /**
     * Takes over a definition and everything that it leads to.
     *
     * @return a reference to it; its name differs when another one of that name has another shape
     */
    ObjectNode add(String name, Map<String, JsonNode> definitions) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String reached : reachable(name, definitions)) {
            names.put(reached, freeName(reached, definitions));
        }
        names.forEach((bare, published) -> byName.computeIfAbsent(
                published, _ -> schema(definitions.getOrDefault(bare, MissingNode.getInstance()), names)));
        return reference(names.getOrDefault(name, name));
    }

    /** A definition of the platform's own. */
    ObjectNode add(String name, ObjectNode schema) {
        byName.putIfAbsent(name, schema);
        return reference(name);
    }

    private String freeName(String name, Map<String, JsonNode> definitions) {
        Map<String, String> own = new LinkedHashMap<>();
        definitions.keySet().forEach(key -> own.put(key, key));
        ObjectNode schema = schema(definitions.getOrDefault(name, MissingNode.getInstance()), own);
        String free = name;
        for (int n = 2; byName.containsKey(free) && !schema.equals(byName.get(free)); n++) {
            free = name + n;
        }
        return free;
    }

    private static Set<String> reachable(String name, Map<String, JsonNode> definitions) {
        Set<String> reached = new LinkedHashSet<>();
        collect(name, definitions, reached);
        return reached;
    }

    private static void collect(String name, Map<String, JsonNode> definitions, Set<String> reached) {
        JsonNode definition = definitions.get(name);
        if (definition != null && reached.add(name)) {
            collectFrom(definition, definitions, reached);
        }
    }

    private static void collectFrom(JsonNode schema, Map<String, JsonNode> definitions, Set<String> reached) {
        target(schema).ifPresent(name -> collect(name, definitions, reached));
        schema.path("properties").forEach(property -> collectFrom(property, definitions, reached));
        if (schema.has("items")) {
            collectFrom(schema.path("items"), definitions, reached);
        }
    }

    /** The definition that a schema stands for. */
    private static Optional<String> target(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (!reference.isEmpty()) {
            return Optional.of(reference.substring(reference.lastIndexOf('/') + 1));
        }
        return Optional.of(schema.path("type").asText())
                .filter(type -> !type.isEmpty() && !type.equals("unknown") && !type.equals("file"))
                .filter(type -> !TYPES.contains(type));
    }

    private ObjectNode schema(JsonNode source, Map<String, String> names) {
        Optional<String> target = target(source);
        if (target.isPresent()) {
            return reference(names.getOrDefault(target.get(), target.get()));
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        String type = source.path("type").asText(source.has("properties") ? "object" : "");
        if (TYPES.contains(type)) {
            schema.put("type", type);
        }
        source.properties().forEach(member -> {
            if (KEYWORDS.contains(member.getKey()) || member.getKey().startsWith("x-")) {
                schema.set(member.getKey(), member.getValue().deepCopy());
            }
        });
        if (source.path("x-readOnly").asBoolean()) {
            schema.put("readOnly", true);
        }
        if (source.path("required") instanceof ArrayNode required && !required.isEmpty()) {
            schema.set("required", required.deepCopy());
        }
        if (source.has("properties")) {
            ObjectNode properties = schema.putObject("properties");
            source.path("properties")
                    .properties()
                    .forEach(property -> properties.set(property.getKey(), schema(property.getValue(), names)));
        }
        if (type.equals("array")) {
            schema.set("items", schema(source.path("items"), names));
        }
        return schema;
    }
}
