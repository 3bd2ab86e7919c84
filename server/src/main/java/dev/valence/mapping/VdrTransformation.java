package dev.valence.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.http.Json;
import java.util.Set;

/**
 * A transformation with its id.
 *
 * @param json as the paths of the levels show it
 */
record VdrTransformation(long id, Scope scope, String elementKey, ObjectNode json) {
    /** Members that only {@code /vdrs} adds; sent back, they are no part of the transformation. */
    private static final Set<String> ADDED = Set.of("id", "vdrId", "element", "accountId", "elementInstanceId");

    /** As {@code /vdrs} shows it. */
    ObjectNode json(Vdr vdr, Catalog catalog) {
        ObjectNode shown = Json.MAPPER.createObjectNode().put("id", id).put("vdrId", vdr.id());
        ObjectNode element = shown.putObject("element").put("key", elementKey);
        catalog.find(elementKey)
                .ifPresent(found -> element.put("id", found.id()).put("name", found.name()));
        Vdr.owner(shown, scope);
        ObjectNode typed = json.deepCopy();
        Transformations.type(
                typed, Transformations.types(Json.MAPPER.createObjectNode().set("fields", vdr.fields())));
        typed.properties().forEach(member -> {
            if (!shown.has(member.getKey())) {
                shown.set(member.getKey(), member.getValue());
            }
        });
        return shown;
    }

    /** What was sent, without the members that {@code /vdrs} adds. */
    static ObjectNode plain(ObjectNode sent) {
        return sent.deepCopy().without(ADDED);
    }
}
