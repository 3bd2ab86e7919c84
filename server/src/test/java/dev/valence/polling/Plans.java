package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;

/** JSON of tests. */
final class Plans {
    private Plans() {}

    static JsonNode json(String text) {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8), "test's JSON");
    }
}
