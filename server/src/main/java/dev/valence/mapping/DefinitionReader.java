package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.StorableText;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what clients send of a definition. */
final class DefinitionReader {
    private static final int LONGEST_NAME = 100;
    private static final Pattern NAME = Pattern.compile("[^/?#\\s{}]+");
    private static final Pattern TYPE = Pattern.compile("[^\\[\\]]{1,100}|array ?\\[[^\\[\\]]{1,100}]");

    private DefinitionReader() {}

    /**
     * A name that can stand in a path.
     *
     * @throws BadRequest when it cannot
     */
    static String name(String text) {
        String name = StorableText.require(text, "The name of the object");
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches() || name.equals("definitions")) {
            throw new BadRequest("'" + (name.length() > 80 ? name.substring(0, 80) + "..." : name)
                    + "' cannot be the name of an object: it needs 1 to " + LONGEST_NAME
                    + " characters without spaces, slashes and braces, and is not 'definitions'");
        }
        return name;
    }

    /**
     * A name under which {@code /vdrs/{idOrName}} finds an object that is to be made.
     *
     * @throws BadRequest when the name means something else there
     */
    static void requireReachable(String name) {
        if (VdrPath.ACTIONS.contains(name) || name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadRequest("'" + name + "' cannot be the name of a new object: /vdrs/" + name
                    + " means something else; names are not " + String.join(", ", VdrPath.ACTIONS)
                    + " and have not digits alone");
        }
    }

    /**
     * The fields of a definition, ready to be stored; a field without a type is a text.
     *
     * @throws BadRequest with the field that is wrong
     */
    static ArrayNode fields(String name, JsonNode json) {
        JsonNode given = json.path("fields");
        if (!json.isObject() || !given.isArray()) {
            throw new BadRequest("The definition of " + name
                    + " must be like {\"fields\": [{\"path\": \"id\", \"type\": \"string\"}]}");
        }
        if (given.size() > TransformationReader.MOST_FIELDS) {
            throw new BadRequest(
                    "The definition of " + name + " has more than " + TransformationReader.MOST_FIELDS + " fields");
        }
        ArrayNode fields = Json.MAPPER.createArrayNode();
        Set<FieldPath> paths = new HashSet<>();
        for (JsonNode field : given) {
            if (!(field instanceof ObjectNode object) || !object.path("path").isTextual()) {
                throw new BadRequest("Each field of the definition of " + name + " must be an object with a path");
            }
            FieldPath path = FieldPath.parse(object.path("path").textValue());
            if (!path.writable()) {
                throw new BadRequest("The path '" + path + "' has size(), which only a vendorPath may have");
            }
            if (!paths.add(path)) {
                throw new BadRequest("The definition of " + name + " has the path '" + path + "' twice");
            }
            String type = object.path("type").asText("string").strip();
            if (!TYPE.matcher(type).matches()) {
                throw new BadRequest("The field '" + path + "' of " + name + " has the type '" + type
                        + "'; types are string, number, boolean, date, object, array[...] or the name of a definition");
            }
            ObjectNode stored = object.deepCopy().put("path", path.text()).put("type", type);
            stored.remove("level");
            fields.add(stored);
        }
        return fields;
    }
}
