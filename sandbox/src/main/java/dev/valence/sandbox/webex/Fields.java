package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a request body, from JSON or a form; unknown ones are ignored, wrong types are 400. */
final class Fields {
    private final ObjectNode node;

    private Fields(ObjectNode node) {
        this.node = node;
    }

    static Fields read(Call call) {
        if (call.isForm()) {
            ObjectNode node = Json.object();
            call.form().values().forEach((name, values) -> {
                if (values.size() == 1) {
                    node.put(name, values.getFirst());
                } else {
                    node.set(name, Json.array(values));
                }
            });
            return new Fields(node);
        }
        if (!call.isJson()) {
            throw new Refusal(415, "Content type '" + call.mediaType() + "' not supported");
        }
        try {
            return new Fields(Json.readObject(call.body().getBytes()));
        } catch (IOException e) {
            throw new Refusal(400, "The request could not be understood by the server due to malformed syntax.");
        }
    }

    /** The names of all members that have a value. */
    List<String> names() {
        return node.propertyStream()
                .filter(member -> !member.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** A text, also an empty one. */
    Optional<String> text(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Refusals.bad(name + " must be a string.");
        }
        return Optional.of(value.textValue());
    }

    /** A text that is not blank. */
    Optional<String> given(String name) {
        return text(name).filter(value -> !value.isBlank());
    }

    Optional<Boolean> flag(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        // Forms have no booleans.
        return switch (value.asText()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw Refusals.bad(name + " must be true or false.");
        };
    }

    /** A list of texts; a single text counts as a list of one, as forms cannot tell. */
    List<String> texts(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        if (!value.isArray()) {
            throw Refusals.bad(name + " must be an array of strings.");
        }
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw Refusals.bad(name + " must be an array of strings.");
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    Optional<ArrayNode> array(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ArrayNode array) {
            return Optional.of(array);
        }
        throw Refusals.bad(name + " must be an array.");
    }

    Optional<ObjectNode> object(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw Refusals.bad(name + " must be an object.");
    }
}
