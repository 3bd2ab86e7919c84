package dev.valence.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The caller's JSON body on its way to the vendor. */
final class JsonBody {
    private JsonBody() {}

    /** Whether nothing was sent: no bytes, or the four bytes {@code null} that old clients send. */
    static boolean isAbsent(Buffer body) {
        return body.length() == 0
                || (body.length() < 12 && body.toString().strip().equals("null"));
    }

    /**
     * Checks that the body is JSON without changing a byte of it.
     *
     * @throws BadRequest with line and column of the fault
     */
    static void check(Buffer body) {
        try (JsonParser parser = Json.parser(body.getBytes())) {
            if (parser.nextToken() == null) {
                throw new BadRequest("The request body is empty; send a JSON object");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new BadRequest("The request body goes on after the end of its JSON value at line "
                        + parser.currentTokenLocation().getLineNr());
            }
        } catch (JsonProcessingException e) {
            throw new BadRequest(Json.fault(e, "request body"), e);
        } catch (IOException e) {
            throw new BadRequest("The request body could not be read", e);
        }
    }

    /**
     * The body with members added and put under the vendor's root.
     *
     * @param added top-level members; dots lead into objects
     */
    static Buffer with(Buffer body, Map<String, JsonNode> added, Optional<String> root) {
        ObjectNode object = object(body);
        added.forEach((name, value) -> put(object, name, value));
        JsonNode result = object;
        if (root.isPresent()) {
            String[] names = root.get().split("\\.", -1);
            for (int i = names.length - 1; i >= 0; i--) {
                result = Json.MAPPER.createObjectNode().set(names[i], result);
            }
        }
        return Buffer.buffer(Json.bytes(result));
    }

    /** The body as an object; an absent one is an empty object. */
    static ObjectNode object(Buffer body) {
        if (isAbsent(body)) {
            return Json.MAPPER.createObjectNode();
        }
        JsonNode json = Json.tree(body.getBytes(), "request body");
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new BadRequest("The request body must be a JSON object");
    }

    /**
     * RFC 7396, whose members of the patch win, but for {@code null}: that is sent, since a vendor that knows full updates only may
     * leave what is missing as it was.
     */
    static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = target.isObject() ? ((ObjectNode) target).deepCopy() : Json.MAPPER.createObjectNode();
        patch.properties().forEach(member -> {
            JsonNode before = merged.has(member.getKey()) ? merged.get(member.getKey()) : NullNode.getInstance();
            merged.set(member.getKey(), merge(before, member.getValue()));
        });
        return merged;
    }

    private static void put(ObjectNode object, String dotted, JsonNode value) {
        ObjectNode place = object;
        String[] names = dotted.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            place = place.path(names[i]) instanceof ObjectNode inner ? inner : place.putObject(names[i]);
        }
        place.set(names[names.length - 1], value);
    }
}
