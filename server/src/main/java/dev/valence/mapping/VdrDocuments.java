package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.tenant.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Writes objects as documents that can be imported: the definition, and the transformations by the key of their element. What the
 * levels below say stands under {@code levels}.
 */
final class VdrDocuments {
    /** What belongs to the place of a transformation, and not to what it says. */
    private static final Set<String> PLACED = Set.of("startDate", "objectName");

    private VdrDocuments() {}

    /** Every object of a view by its name, each from its widest level on. */
    static ObjectNode all(Handle handle, Caller caller, VdrRows.View view) {
        Map<String, Vdr> widest = new LinkedHashMap<>();
        VdrRows.list(handle, view).forEach(vdr -> widest.putIfAbsent(vdr.name(), vdr));
        ObjectNode documents = Json.MAPPER.createObjectNode();
        widest.forEach((name, vdr) -> documents.set(name, of(handle, caller, view, vdr)));
        return documents;
    }

    /**
     * One object, from the level of this definition on.
     *
     * @param view whose account and instance are told of
     */
    static ObjectNode of(Handle handle, Caller caller, VdrRows.View view, Vdr vdr) {
        List<Vdr> levels = VdrRows.list(handle, view).stream()
                .filter(each -> each.name().equals(vdr.name()))
                .filter(each -> each.scope().level().compareTo(vdr.scope().level()) > 0)
                .toList();
        Map<Level, ObjectNode> parts = new LinkedHashMap<>();
        parts.put(vdr.scope().level(), part(vdr.scope().level()));
        put(handle, caller, view, vdr, parts);
        levels.forEach(each -> put(handle, caller, view, each, parts));
        ObjectNode document = Json.MAPPER.createObjectNode().put("objectName", vdr.name());
        parts.forEach((level, part) -> {
            if (level == vdr.scope().level()) {
                document.setAll(part);
            } else {
                document.withObjectProperty("levels").set(level.wire(), part.without("level"));
            }
        });
        if (!document.has("transformations")) {
            document.putObject("transformations");
        }
        return document;
    }

    private static void put(Handle handle, Caller caller, VdrRows.View view, Vdr vdr, Map<Level, ObjectNode> parts) {
        ObjectNode own = parts.computeIfAbsent(vdr.scope().level(), VdrDocuments::part);
        var fields = own.putArray("fields");
        vdr.json().path("fields").forEach(field -> fields.add(((ObjectNode) field).without("id")));
        for (VdrTransformation each : VdrRows.transformations(handle, vdr, caller)) {
            Optional<Long> instance = each.scope().instanceId();
            if (instance.isEmpty() || instance.equals(view.instanceId())) {
                parts.computeIfAbsent(each.scope().level(), VdrDocuments::part)
                        .withObjectProperty("transformations")
                        .set(each.elementKey(), document(each.json()));
            }
        }
    }

    private static ObjectNode document(ObjectNode transformation) {
        ObjectNode document = transformation.deepCopy().without(PLACED);
        if (!document.path("isLegacy").asBoolean()) {
            document.remove("isLegacy");
        }
        return document;
    }

    private static ObjectNode part(Level level) {
        return Json.MAPPER.createObjectNode().put("level", level.wire());
    }

    /** The documents of what was sent: one, an array of them, or a dictionary from name to document. */
    static Map<String, JsonNode> read(JsonNode json) {
        Map<String, JsonNode> documents = new LinkedHashMap<>();
        if (json.isArray()) {
            json.forEach(each -> add(documents, each.path("objectName").asText(""), each));
        } else if (json.path("objectName").isTextual()) {
            add(documents, json.path("objectName").asText(), json);
        } else {
            json.properties().forEach(member -> add(documents, member.getKey(), member.getValue()));
        }
        if (documents.isEmpty()) {
            throw new BadRequest("Send a document as GET /vdrs/{id}/export gives it, an array of such"
                    + " documents, or an object with a document for each name");
        }
        return documents;
    }

    private static void add(Map<String, JsonNode> documents, String name, JsonNode document) {
        if (name.isEmpty() || !document.isObject() || documents.put(name, document) != null) {
            throw new BadRequest(
                    name.isEmpty()
                            ? "Each document needs objectName, the name of the object"
                            : "The document of " + name + " is no JSON object, or is there twice");
        }
    }
}
