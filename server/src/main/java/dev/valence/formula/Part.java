package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import java.util.Arrays;
import java.util.List;

/** The lists of parts of a formula's document, and changes of a single part. */
enum Part {
    CONFIGURATION("configuration", "variable", "key"),
    TRIGGERS("triggers", "trigger", "name"),
    STEPS("steps", "step", "name");

    private final String list;
    private final String word;
    private final String nameMember;

    Part(String list, String word, String nameMember) {
        this.list = list;
        this.word = word;
        this.nameMember = nameMember;
    }

    /** The kind whose list has this name. */
    static Part of(String list) {
        return Arrays.stream(values())
                .filter(part -> part.list.equals(list))
                .findFirst()
                .orElseThrow();
    }

    /** All parts of this kind. */
    ArrayNode all(JsonNode document) {
        return (ArrayNode) document.path(list);
    }

    /**
     * The part with this id.
     *
     * @throws NotFound when the formula has none
     */
    ObjectNode require(JsonNode document, String id) {
        return (ObjectNode) all(document).get(index(document, id));
    }

    /** The part that came last, which is the one that was added. */
    ObjectNode last(JsonNode document) {
        return (ObjectNode) all(document).get(all(document).size() - 1);
    }

    /** Adds a part; its id means nothing. */
    ObjectNode add(ObjectNode document, ObjectNode given) {
        ObjectNode part = given.deepCopy();
        part.remove("id");
        all(document).add(part);
        return document;
    }

    /** Replaces a part; what led to a step that gets another name leads to it still. */
    ObjectNode replace(ObjectNode document, String id, ObjectNode given, boolean merge) {
        int index = index(document, id);
        ObjectNode before = (ObjectNode) all(document).get(index);
        ObjectNode after = merge ? before.deepCopy() : Json.MAPPER.createObjectNode();
        after.setAll(given);
        after.set("id", before.get("id"));
        String name = before.path(nameMember).asText();
        if (!after.path(nameMember).isTextual()) {
            after.put(nameMember, name);
        }
        all(document).set(index, after);
        if (this == STEPS) {
            lead(document, name, List.of(after.path(nameMember).asText()));
        }
        return document;
    }

    /** Takes a part away, and what led to it when it is a step. */
    ObjectNode remove(ObjectNode document, String id) {
        JsonNode gone = all(document).remove(index(document, id));
        if (this == STEPS) {
            lead(document, gone.path(nameMember).asText(), List.of());
        }
        return document;
    }

    private int index(JsonNode document, String id) {
        long number = Ids.parse(id, word);
        ArrayNode parts = all(document);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).path("id").longValue() == number) {
                return i;
            }
        }
        throw NotFound.withId(word, id);
    }

    private static void lead(ObjectNode document, String from, List<String> to) {
        for (Part part : List.of(TRIGGERS, STEPS)) {
            for (JsonNode node : part.all(document)) {
                for (String member : List.of("onSuccess", "onFailure")) {
                    // What somebody just sent may still have any form; it is checked afterwards.
                    if (node.path(member) instanceof ArrayNode names) {
                        ArrayNode led = Json.MAPPER.createArrayNode();
                        for (JsonNode name : names) {
                            if (name.asText().equals(from)) {
                                to.forEach(led::add);
                            } else {
                                led.add(name);
                            }
                        }
                        ((ObjectNode) node).set(member, led);
                    }
                }
            }
        }
    }

    /** One part in a body. */
    ObjectNode body(byte[] body) {
        if (!(Json.tree(body, "request body") instanceof ObjectNode object)) {
            throw new BadRequest("The request body must be one " + word + " as a JSON object");
        }
        return object;
    }
}
