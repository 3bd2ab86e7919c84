package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Numbers the fields of a definition; a field keeps its number as long as it keeps its path, or is sent back with it. */
final class FieldNumbers {
    private static final String ID = "id";

    private FieldNumbers() {}

    /**
     * Gives every field its {@code id}.
     *
     * @param fields as they will be stored
     * @param before as they were stored, none for a new definition
     */
    static void assign(ArrayNode fields, JsonNode before) {
        Map<String, Integer> byPath = new HashMap<>();
        before.forEach(
                field -> byPath.put(field.path("path").asText(), field.path(ID).asInt()));
        Set<Integer> free = new HashSet<>(byPath.values());
        fields.forEach(field -> free.remove(byPath.get(field.path("path").asText())));
        int last = byPath.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (JsonNode field : fields) {
            ObjectNode object = (ObjectNode) field;
            int sent = object.path(ID).asInt();
            Integer kept = byPath.get(object.path("path").asText());
            int number = kept != null && kept > 0 ? kept : sent > 0 && free.remove(sent) ? sent : ++last;
            object.remove(ID);
            object.put(ID, number);
        }
    }
}
