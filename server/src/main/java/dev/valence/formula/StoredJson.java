package dev.valence.formula;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects of rows. */
final class StoredJson {
    private StoredJson() {}

    static ObjectNode object(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row holds something else than a JSON object", e);
        }
    }

    static Map<String, String> texts(String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(text)
                .properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return Collections.unmodifiableMap(texts);
    }
}
