package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the steps of one execution can see, and the references to it in their properties ({@code ${steps.find.id}}). Of a step that
 * ran several times the latest values count. Used by one thread at a time.
 */
final class Context {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}]*)}");

    private final ObjectNode roots = Json.MAPPER.createObjectNode();
    private final ObjectNode steps;

    /**
     * The context of an execution's first step.
     *
     * @param config values of the formula's variables by key
     * @param info ids and names of formula, formula instance and execution
     */
    Context(JsonNode trigger, ObjectNode config, ObjectNode info) {
        roots.set("trigger", trigger);
        steps = roots.putObject("steps");
        roots.set("config", config);
        roots.set("info", info);
    }

    /** Takes the values of a step that has run. */
    void put(String step, JsonNode value) {
        steps.set(step, value);
    }

    /** One of {@code trigger}, {@code steps}, {@code config} and {@code info}; belongs to the context and is not to be changed. */
    JsonNode root(String name) {
        return roots.path(name);
    }

    /** A property with every reference replaced, in the members of objects and lists too; missing when its one reference is. */
    JsonNode resolve(JsonNode property) {
        if (property.isTextual()) {
            return resolve(property.textValue());
        }
        if (property instanceof ObjectNode object) {
            ObjectNode resolved = Json.MAPPER.createObjectNode();
            object.properties().forEach(member -> {
                JsonNode value = resolve(member.getValue());
                if (!value.isMissingNode()) {
                    resolved.set(member.getKey(), value);
                }
            });
            return resolved;
        }
        if (property instanceof ArrayNode list) {
            ArrayNode resolved = Json.MAPPER.createArrayNode();
            list.forEach(element -> {
                JsonNode value = resolve(element);
                resolved.add(value.isMissingNode() ? Json.MAPPER.nullNode() : value);
            });
            return resolved;
        }
        return property;
    }

    /** A text that is one reference becomes the value itself; in a longer text references become text. */
    JsonNode resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.find()) {
            return TextNode.valueOf(text);
        }
        if (matcher.start() == 0 && matcher.end() == text.length()) {
            return value(matcher.group(1));
        }
        StringBuilder replaced = new StringBuilder();
        int last = 0;
        do {
            replaced.append(text, last, matcher.start()).append(text(value(matcher.group(1))));
            last = matcher.end();
        } while (matcher.find());
        return TextNode.valueOf(replaced.append(text, last, text.length()).toString());
    }

    /** The references in a text, with their braces, that lead to no value. */
    List<String> unresolved(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        List<String> unresolved = new ArrayList<>();
        while (matcher.find()) {
            if (value(matcher.group(1)).isMissingNode()) {
                unresolved.add(matcher.group());
            }
        }
        return unresolved;
    }

    /** The text of a property with its references replaced; empty when there is nothing. */
    String text(String property) {
        return text(resolve(property));
    }

    /** A property that names a value, as {@code ${steps.find.items}} or bare, as older documents write it. */
    JsonNode named(String property) {
        if (property.contains("${")) {
            return resolve(property);
        }
        JsonNode value = value(property);
        return value.isMissingNode() ? entered(property) : value;
    }

    /** Scalars as they are written, everything else as JSON; nothing for a missing value or null. */
    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** Older documents leave {@code steps.} and {@code config.} out. */
    private JsonNode value(String reference) {
        ValuePath path = ValuePath.parse(reference);
        if (path.segments().isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode found = path.in(roots);
        if (found.isMissingNode() && !roots.has(path.segments().getFirst())) {
            JsonNode step = path.in(steps);
            return step.isMissingNode() ? path.in(roots.path("config")) : step;
        }
        return found;
    }

    private static JsonNode entered(String literal) {
        try {
            JsonNode json = Json.MAPPER.readTree(literal);
            return json.isContainerNode() ? json : MissingNode.getInstance();
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
