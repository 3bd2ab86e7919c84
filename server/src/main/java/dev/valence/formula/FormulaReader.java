package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.PlainText;
import dev.valence.http.StorableText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the document of a formula, as clients and exports of the original platform write it.
 *
 * <p>Members that nobody knows are kept; members that are null count as left out. Names of steps to go to may stand alone or in
 * a list. Of markup in the name its text stays.
 */
final class FormulaReader {
    static final int LONGEST_NAME = 500;
    private static final Set<String> KNOWN = Set.of(
            "id",
            "name",
            "description",
            "userId",
            "accountId",
            "createdDate",
            "updatedDate",
            "active",
            "singleThreaded",
            "engine",
            "debugLoggingEnabled",
            "uri",
            "method",
            "configuration",
            "triggers",
            "steps",
            SubFormulaLinks.NAMES);
    private static final Pattern ENGINE = Pattern.compile("[vV][13]");

    private final ObjectNode given;
    private final Problems problems = new Problems();

    private FormulaReader(ObjectNode given) {
        this.given = given;
    }

    /** The document in a body. */
    static ObjectNode body(byte[] body) {
        if (!(Json.tree(body, "request body") instanceof ObjectNode object)) {
            throw new BadRequest("The request body must be a JSON object such as {\"name\": \"My formula\","
                    + " \"triggers\": [...], \"steps\": [...]}");
        }
        return object;
    }

    /**
     * The formula that a document describes.
     *
     * @throws dev.valence.http.InvalidFields naming each step and member that is wrong
     */
    static FormulaDraft read(ObjectNode given) {
        return new FormulaReader(given).draft();
    }

    private FormulaDraft draft() {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.set("configuration", parts("configuration", this::variable));
        document.set("triggers", parts("triggers", this::trigger));
        document.set("steps", parts("steps", this::step));
        FormulaRules.check(document, problems);
        FormulaDraft draft = new FormulaDraft(
                text("name").map(PlainText::of).filter(name -> !name.isEmpty()).orElseGet(this::nameless),
                text("description"),
                bool(given, "active", true, "active"),
                engine(),
                bool(given, "singleThreaded", false, "singleThreaded"),
                bool(given, "debugLoggingEnabled", true, "debugLoggingEnabled"),
                ApiAddressReader.read(given, document, problems),
                members(),
                document);
        problems.refuse("The formula cannot be stored");
        StorableText.require(draft.members().toString() + document, "The formula");
        return draft;
    }

    private String nameless() {
        problems.add("name", "is missing");
        return "";
    }

    private String engine() {
        String engine = text("engine").orElse("v3");
        if (!ENGINE.matcher(engine).matches()) {
            problems.add("engine", "must be v1 or v3");
        }
        return engine.toLowerCase(Locale.ROOT);
    }

    private ObjectNode members() {
        ObjectNode members = Json.MAPPER.createObjectNode();
        given.properties().forEach(member -> {
            if (!KNOWN.contains(member.getKey()) && !member.getValue().isNull()) {
                members.set(member.getKey(), member.getValue());
            }
        });
        return members;
    }

    private interface PartReader {
        void read(ObjectNode part, String place);
    }

    private ArrayNode parts(String list, PartReader reader) {
        ArrayNode parts = Json.MAPPER.createArrayNode();
        JsonNode node = given.path(list);
        if (node.isMissingNode() || node.isNull()) {
            return parts;
        }
        if (!node.isArray()) {
            problems.add(list, "must be a list");
            return parts;
        }
        int index = 0;
        for (JsonNode entry : node) {
            String place = list + "[" + index++ + "]";
            if (entry instanceof ObjectNode object) {
                ObjectNode part = withoutNulls(object);
                reader.read(part, place(list, part, place));
                parts.add(part);
            } else {
                problems.add(place, "must be an object");
            }
        }
        return parts;
    }

    /** Where a part is: by its name when it has one, else by its number. */
    static String place(String list, JsonNode part, String numbered) {
        String name = part.path(list.equals("configuration") ? "key" : "name").asText();
        return name.isBlank() ? numbered : list + "." + PropertyKind.shortened(name);
    }

    private void variable(ObjectNode part, String place) {
        if (part.path("key").asText().isBlank() && part.path("name").isTextual()) {
            part.put("key", part.path("name").textValue().replaceAll("\\s", ""));
        }
        requireText(part, "key", place);
        if (!part.has("name")) {
            part.put("name", part.path("key").asText());
        }
        part.put("required", bool(part, "required", true, place + ".required"));
        Optional<VariableType> type = VariableType.of(part.path("type").asText("value"));
        if (type.isEmpty()) {
            problems.add(place + ".type", "must be value or elementInstance");
        }
        part.put("type", type.orElse(VariableType.VALUE).wire());
    }

    private void trigger(ObjectNode part, String place) {
        if (part.path("name").asText().isBlank()) {
            part.put("name", "trigger");
        }
        part.put("async", bool(part, "async", true, place + ".async"));
        node(part, place);
    }

    private void step(ObjectNode part, String place) {
        requireText(part, "name", place);
        node(part, place);
    }

    private void node(ObjectNode part, String place) {
        requireText(part, "type", place);
        if (!part.has("properties")) {
            part.putObject("properties");
        } else if (!part.path("properties").isObject()) {
            problems.add(place + ".properties", "must be an object");
            part.putObject("properties");
        }
        part.set("onSuccess", names(part, "onSuccess", place));
        part.set("onFailure", names(part, "onFailure", place));
    }

    private ArrayNode names(ObjectNode part, String member, String place) {
        ArrayNode names = Json.MAPPER.createArrayNode();
        JsonNode node = part.path(member);
        for (JsonNode name :
                node.isArray() ? node : Json.MAPPER.createArrayNode().add(node)) {
            if (name.isTextual()) {
                if (!name.textValue().isBlank()) {
                    names.add(name.textValue());
                }
            } else if (!name.isMissingNode() && !name.isNull()) {
                problems.add(place + "." + member, "must be a list of names of steps");
            }
        }
        return names;
    }

    private void requireText(ObjectNode part, String member, String place) {
        JsonNode node = part.path(member);
        if (!node.isTextual() || node.textValue().isBlank()) {
            problems.add(
                    place + "." + member, node.isMissingNode() ? "is missing" : "must be a text that is not empty");
            part.put(member, "");
        } else if (node.textValue().length() > LONGEST_NAME) {
            problems.add(place + "." + member, "is longer than " + LONGEST_NAME + " characters");
        }
    }

    private Optional<String> text(String member) {
        JsonNode node = given.path(member);
        if (node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank())) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isNumber()) {
            problems.add(member, "must be a text");
            return Optional.of("");
        }
        String text = StorableText.require(node.asText(), member);
        if (member.equals("name") && text.length() > LONGEST_NAME) {
            problems.add(member, "is longer than " + LONGEST_NAME + " characters");
        }
        return Optional.of(text);
    }

    private boolean bool(ObjectNode json, String member, boolean standard, String place) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return standard;
        }
        if (!node.isBoolean() && !node.asText().equals("true") && !node.asText().equals("false")) {
            problems.add(place, "must be true or false");
        }
        return node.asBoolean(standard);
    }

    private static ObjectNode withoutNulls(ObjectNode object) {
        ObjectNode kept = Json.MAPPER.createObjectNode();
        object.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                kept.set(member.getKey(), member.getValue().deepCopy());
            }
        });
        return kept;
    }
}
