package dev.valence.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a value, for example {@code steps.get-room.response.body.items[0].id}. A member whose own name has dots is found too,
 * the longest name first, and a text that holds JSON is entered as what it holds.
 */
record ValuePath(List<String> segments) {
    private static final Pattern SEGMENT = Pattern.compile("\\[(\\d{1,9}|'[^']*'|\"[^\"]*\")]|[^.\\[]+");

    ValuePath {
        segments = List.copyOf(segments);
    }

    static ValuePath parse(String text) {
        List<String> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(text.strip());
        while (matcher.find()) {
            String bracketed = matcher.group(1);
            if (bracketed == null) {
                segments.add(matcher.group());
            } else {
                boolean quoted = bracketed.startsWith("'") || bracketed.startsWith("\"");
                segments.add(quoted ? bracketed.substring(1, bracketed.length() - 1) : bracketed);
            }
        }
        return new ValuePath(segments);
    }

    /** The value at the end of the way; missing when there is none. */
    JsonNode in(JsonNode root) {
        return walk(root, 0);
    }

    private JsonNode walk(JsonNode node, int at) {
        if (at == segments.size()) {
            return node;
        }
        JsonNode here = node.isTextual() ? entered(node.textValue()) : node;
        if (here.isArray()) {
            String index = segments.get(at);
            boolean number =
                    !index.isEmpty() && index.length() < 10 && index.chars().allMatch(Character::isDigit);
            if (number) {
                return walk(here.path(Integer.parseInt(index)), at + 1);
            }
            return index.equals("length") && at == segments.size() - 1
                    ? Json.MAPPER.getNodeFactory().numberNode(here.size())
                    : MissingNode.getInstance();
        }
        return here instanceof ObjectNode object ? member(object, at) : MissingNode.getInstance();
    }

    private JsonNode member(ObjectNode object, int at) {
        for (int end = segments.size(); end > at; end--) {
            String name = end == at + 1 ? segments.get(at) : String.join(".", segments.subList(at, end));
            JsonNode found = object.path(name);
            if (!found.isMissingNode()) {
                JsonNode value = walk(found, end);
                if (!value.isMissingNode() || end == at + 1) {
                    return value;
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode entered(String text) {
        String json = text.strip();
        if (!json.startsWith("{") && !json.startsWith("[")) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
