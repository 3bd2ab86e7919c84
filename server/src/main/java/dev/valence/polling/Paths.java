package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds a value in a record by names separated by dots. */
final class Paths {
    private Paths() {}

    /** The value; a missing node when there is none. A member whose own name has the dots wins. */
    static JsonNode find(JsonNode found, String path) {
        if (found.has(path)) {
            return found.path(path);
        }
        JsonNode value = found;
        for (String name : path.split("\\.", -1)) {
            value = value.path(name);
        }
        return value;
    }
}
