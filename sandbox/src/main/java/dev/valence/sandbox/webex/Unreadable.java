package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the key management server keeps to itself when it does not answer: the call is 200, an item tells its trouble. */
final class Unreadable {
    /** What is encrypted in the original, by the path of its list. */
    private static final Map<String, List<String>> ENCRYPTED = Map.of(
            "/rooms", List.of("title", "description"),
            "/messages", List.of("text", "markdown", "html"),
            "/messages/direct", List.of("text", "markdown", "html"),
            "/teams", List.of("name", "description"));

    private Unreadable() {}

    /** A list with its first item unreadable; any other reply as it is. */
    static Reply first(Call call, Reply reply) {
        List<String> encrypted = ENCRYPTED.getOrDefault(call.path(), List.of());
        if (encrypted.isEmpty() || reply.status() != 200 || !(reply.body() instanceof Reply.Text(String text))) {
            return reply;
        }
        ObjectNode body = read(text);
        if (body.path("items").path(0) instanceof ObjectNode item) {
            encrypted.stream().filter(item::has).forEach(name -> {
                item.put(name, "");
                item.withObjectProperty("errors")
                        .putObject(name)
                        .put("code", "kms_failure")
                        .put("reason", "Key management server failed to respond appropriately.");
            });
        }
        return reply.withBody(Json.text(body));
    }

    private static ObjectNode read(String text) {
        try {
            return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox answered something else than JSON", e);
        }
    }
}
