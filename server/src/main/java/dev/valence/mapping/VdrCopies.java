package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.ObjectFields;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** What new objects are made from: others, what an instance has, or nothing. */
@Singleton
class VdrCopies {
    private final Instances instances;
    private final Catalog catalog;

    VdrCopies(Instances instances, Catalog catalog) {
        this.instances = instances;
        this.catalog = catalog;
    }

    /** The fields of an object, to be numbered anew. */
    static ArrayNode fields(Vdr vdr) {
        ArrayNode fields = vdr.fields().deepCopy();
        fields.forEach(field -> ((ObjectNode) field).remove("id"));
        return fields;
    }

    /**
     * The fields that a call wants an object to be made from.
     *
     * @param find gives the object with an id or a name
     * @throws NotFound when the source is not there, or of no known kind
     */
    ArrayNode source(VdrCall call, Function<String, Vdr> find) {
        JsonNode source = call.body().path("source");
        if (source.isMissingNode() || source.isNull()) {
            return Json.MAPPER
                    .createArrayNode()
                    .add(Json.MAPPER.createObjectNode().put("path", "id").put("type", "string"));
        }
        if (source.has("template")) {
            throw new NotFound("No template found with name "
                    + source.path("template").asText() + "; the platform has no templates");
        }
        if (source.has("vdr")) {
            return fields(find.apply(source.path("vdr").asText()));
        }
        if (source.has("elementInstanceId")) {
            return ofInstance(call, source);
        }
        String text = source.toString();
        throw new NotFound("No source found for " + (text.length() > 80 ? text.substring(0, 80) + "..." : text)
                + "; a source is {\"vdr\": idOrName} or {\"elementInstanceId\": 4711, \"objectName\": \"channels\"},"
                + " and without one the object is blank");
    }

    private ArrayNode ofInstance(VdrCall call, JsonNode source) {
        Instance instance = instances.require(
                call.caller(), Ids.parse(source.path("elementInstanceId").asText(), "instance"));
        String object = source.path("objectName").asText("");
        ObjectNode metadata = ObjectFields.of(catalog.require(instance.elementKey()), object)
                .orElseThrow(() -> new NotFound(
                        "No object found with name " + object + "; GET /objects of the instance lists them"));
        ArrayNode fields = Json.MAPPER.createArrayNode();
        metadata.path("fields")
                .forEach(field -> fields.addObject()
                        .put("path", field.path("vendorPath").asText())
                        .put("type", type(field.path("type").asText())));
        return fields;
    }

    /** Models call numbers in several ways. */
    private static String type(String word) {
        return switch (word) {
            case "integer", "long", "float", "double" -> "number";
            case "" -> "string";
            default -> word;
        };
    }
}
