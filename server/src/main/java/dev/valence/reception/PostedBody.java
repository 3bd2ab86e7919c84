package dev.valence.reception;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.StorableText;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a provider posted.
 *
 * @param text JSON as it came; of a form the object that it stands for
 * @param json the same as a tree: an object or an array
 */
record PostedBody(String text, JsonNode json) {

    /**
     * Reads a body.
     *
     * @throws Refused when it is neither JSON nor a form
     */
    static PostedBody read(byte[] body, String contentType) {
        String text = text(body);
        if (contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            ObjectNode form = form(text);
            return new PostedBody(new String(Json.bytes(form), StandardCharsets.UTF_8), form);
        }
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (json != null && json.isContainerNode()) {
                return new PostedBody(text, json);
            }
        } catch (JsonProcessingException e) {
            throw notJson(Json.fault(e, "body"));
        }
        throw notJson("The body must be a JSON object, a JSON array or a form");
    }

    /** Not by Jackson's own guess, which takes UTF-16 too: the text is passed on as it is. */
    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw notJson("The body is not UTF-8");
        }
    }

    /** A name that comes more than once becomes an array. */
    private static ObjectNode form(String text) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (String pair : text.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                add(object, name, value);
            }
        }
        if (object.isEmpty()) {
            throw notJson("The body is an empty form");
        }
        return object;
    }

    private static void add(ObjectNode object, String name, String value) {
        JsonNode before = object.path(name);
        if (before.isMissingNode()) {
            object.put(name, value);
        } else if (before instanceof ArrayNode array) {
            array.add(value);
        } else {
            object.putArray(name).add(before).add(value);
        }
    }

    private static String decoded(String text) {
        try {
            return StorableText.of(URLDecoder.decode(text, StandardCharsets.UTF_8))
                    .orElseThrow(() -> notJson("The form holds characters that cannot be stored"));
        } catch (IllegalArgumentException e) {
            throw notJson("The form is not properly percent-encoded");
        }
    }

    private static Refused notJson(String message) {
        return new Refused(Refusal.NOT_JSON, new BadRequest(message));
    }
}
