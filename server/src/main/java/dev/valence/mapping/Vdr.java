package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;

/** A definition with its id: what one level says of one object. */
record Vdr(long id, Scope scope, String name, ArrayNode fields) {

    /** As replies show it. */
    ObjectNode json() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("objectName", name)
                .put("level", scope.level().wire());
        owner(json, scope);
        ArrayNode shown = json.putArray("fields");
        for (JsonNode field : fields) {
            ObjectNode copy = field.deepCopy();
            shown.add(copy.put("level", scope.level().wire()));
        }
        return json;
    }

    /** Says whose it is, below the organization. */
    static void owner(ObjectNode json, Scope scope) {
        scope.rowAccount().ifPresent(account -> json.put("accountId", account));
        scope.instanceId().ifPresent(instance -> json.put("elementInstanceId", instance));
    }
}
