package dev.valence.sandbox.webex;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A message in the state file, read without a tree: there may be hundreds of thousands.
 *
 * @param rare what hardly any message has: mentions, edits, cards, files
 */
record MessageLine(
        UUID id,
        UUID room,
        UUID author,
        String email,
        Optional<String> text,
        Optional<String> markdown,
        Optional<String> html,
        Optional<UUID> parent,
        ObjectNode rare) {

    static final String KIND = "message";
    private static final ObjectNode NOTHING = Json.object();

    /** Reads the members after the kind, up to the end of the object. */
    static MessageLine read(JsonParser in) throws IOException {
        Map<String, String> texts = HashMap.newHashMap(8);
        ObjectNode rare = NOTHING;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (in.nextToken() == JsonToken.START_OBJECT) {
                rare = Json.rest(in);
            } else {
                texts.put(name, in.getText());
            }
        }
        return new MessageLine(
                UUID.fromString(needed(texts, "id")),
                UUID.fromString(needed(texts, "room")),
                UUID.fromString(needed(texts, "author")),
                needed(texts, "email"),
                Optional.ofNullable(texts.get("text")),
                Optional.ofNullable(texts.get("markdown")),
                Optional.ofNullable(texts.get("html")),
                Optional.ofNullable(texts.get("parent")).map(UUID::fromString),
                rare);
    }

    private static String needed(Map<String, String> texts, String name) {
        return Optional.ofNullable(texts.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
