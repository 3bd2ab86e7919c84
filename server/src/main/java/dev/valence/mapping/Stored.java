package dev.valence.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;

/** JSON of a row. */
final class Stored {
    private Stored() {}

    static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row holds something else than JSON", e);
        }
    }
}
