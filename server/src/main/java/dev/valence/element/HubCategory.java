package dev.valence.element;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A hub as the catalog knows it: a category of elements. */
record HubCategory(int id, String key, String name, String description) {
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", name)
                .put("key", key)
                .put("description", description);
    }
}
