package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Mappings and vendors' objects over few names, so that everything that can meet does. */
public final class RandomMapping {
    private static final List<String> NAMES = List.of("a", "b", "c", "id", "größe", "a longer name");
    private static final List<String> TYPES =
            List.of("", "string", "number", "boolean", "date", "array[string]", "object");
    private static final List<String> SCALARS = List.of(
            "0",
            "-0",
            "17",
            "-4",
            "1.50",
            "1E5",
            "-0.0e-2",
            "9223372036854775808",
            "12345678901234567890.10",
            "true",
            "false",
            "null",
            "\"\"",
            "\"12\"",
            "\"-3.20\"",
            "\"TRUE\"",
            "\"2026-01-15\"",
            "1768469400000",
            "\"\\u0041\\n\\\"}{][,:\"",
            "\"größer\"",
            "\"2026-01-15T09:30:00Z\"",
            "\"1e5\"",
            "\" \\\\\"");

    private final Random random;

    public RandomMapping(Random random) {
        this.random = random;
    }

    /** The mapping of a transformation's JSON. */
    public static ObjectMapping of(String transformation) {
        return TransformationReader.mapping(
                "mine", Json.tree(transformation.getBytes(StandardCharsets.UTF_8), "test"), Map.of(), List.of());
    }

    /** A mapping with a table of fields. */
    public ObjectMapping mapping() {
        Optional<ObjectMapping> mapping = Optional.empty();
        while (mapping.isEmpty()) {
            mapping = attempt().filter(made -> made.table().isPresent());
        }
        return mapping.get();
    }

    private Optional<ObjectMapping> attempt() {
        try {
            return Optional.of(TransformationReader.mapping("mine", transformation(), Map.of(), List.of()));
        } catch (BadRequest e) {
            // Two of its fields clash.
            return Optional.empty();
        }
    }

    private ObjectNode transformation() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("vendorName", "things");
        ArrayNode fields = json.putArray("fields");
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            ObjectNode field = fields.addObject().put("path", path(false)).put("vendorPath", path(true));
            field.put("type", TYPES.get(random.nextInt(TYPES.size())));
            ArrayNode configuration = field.putArray("configuration");
            if (random.nextInt(4) == 0) {
                configuration
                        .addObject()
                        .put("type", "defaultValue")
                        .putObject("properties")
                        .put("value", "7");
            }
            if (random.nextInt(8) == 0) {
                configuration.addObject().put("type", "remove");
            }
        }
        if (random.nextBoolean()) {
            json.putArray("configuration")
                    .addObject()
                    .put("type", "passThrough")
                    .putObject("properties")
                    .put("fromVendor", false);
        }
        return json;
    }

    private String path(boolean indexes) {
        return IntStream.rangeClosed(0, random.nextInt(5) / 2)
                .mapToObj(any -> name() + (indexes && random.nextInt(5) == 0 ? "[" + random.nextInt(3) + "]" : ""))
                .collect(Collectors.joining("."));
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /** Text of an object, with names that come twice or have escapes now and then. */
    public String object() {
        return object(0);
    }

    private String object(int depth) {
        return IntStream.range(0, random.nextInt(7))
                .mapToObj(any -> blank() + quoted() + blank() + ":" + blank() + value(depth + 1) + blank())
                .collect(Collectors.joining(",", "{", blank() + "}"));
    }

    private String quoted() {
        return random.nextInt(60) == 0 ? "\"\\u0061\"" : "\"" + name() + (random.nextInt(5) == 0 ? "z" : "") + "\"";
    }

    private String value(int depth) {
        int kind = depth > 3 ? 0 : random.nextInt(4);
        return switch (kind) {
            case 1 -> object(depth);
            case 2 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(any -> blank() + value(depth + 1) + blank())
                        .collect(Collectors.joining(",", "[", blank() + "]"));
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    private String blank() {
        return random.nextInt(12) == 0 ? " \n" : "";
    }

    /** What the tree makes of a text. */
    public static JsonNode asTree(ObjectMapping mapping, String object) {
        return mapping.fromVendor(Json.tree(object.getBytes(StandardCharsets.UTF_8), "test"));
    }
}
