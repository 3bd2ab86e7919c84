package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A step's value as the list of texts that callers see: {@code find.response.code} = {@code 200}. Requests and replies of
 * steps that send them are taken apart, everything else is one text for each member.
 */
final class StepValues {
    private static final Set<String> TAKEN_APART = Set.of("request", "response", "download", "upload");

    private StepValues() {}

    /**
     * Keys in the order of the value's members.
     *
     * @param request whether it is of a step that sends requests, or tells of a request
     */
    static Map<String, String> of(String step, JsonNode value, boolean request) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof ObjectNode object) {
            add(texts, step + ".", object, request);
        } else if (!value.isMissingNode() && !value.isNull()) {
            texts.put(step, Context.text(value));
        }
        return texts;
    }

    private static void add(Map<String, String> texts, String prefix, ObjectNode object, boolean request) {
        object.properties().forEach(member -> {
            if (request && TAKEN_APART.contains(member.getKey()) && member.getValue() instanceof ObjectNode inner) {
                add(texts, prefix + member.getKey() + ".", inner, true);
            } else {
                JsonNode value = member.getValue();
                texts.put(prefix + member.getKey(), value.isNull() ? "null" : Context.text(value));
            }
        });
    }
}
