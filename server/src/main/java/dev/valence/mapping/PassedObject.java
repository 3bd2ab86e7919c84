package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** An object that passes with changes; members are shared with the one that was given until something inside of them changes. */
final class PassedObject {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final Set<String> shared = new HashSet<>();

    /** Takes all members of an object over, and leaves that as it is. */
    void take(ObjectNode given) {
        json.setAll(given);
        given.properties().forEach(member -> {
            if (member.getValue().isContainerNode()) {
                shared.add(member.getKey());
            }
        });
    }

    void remove(FieldPath path) {
        copyOnce(path);
        Place.remove(json, path);
    }

    void put(FieldPath path, Found found) {
        copyOnce(path);
        Place.put(json, path, found);
    }

    ObjectNode json() {
        return json;
    }

    private void copyOnce(FieldPath path) {
        if (path.steps().size() > 1
                && path.steps().getFirst() instanceof PathStep.Name(String name)
                && shared.remove(name)) {
            JsonNode member = json.get(name);
            if (member != null) {
                json.set(name, member.deepCopy());
            }
        }
    }
}
