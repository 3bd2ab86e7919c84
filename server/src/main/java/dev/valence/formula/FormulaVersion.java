package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a formula does, at one time: it is never changed, so it may be remembered by its id for ever.
 *
 * @param trigger empty while a formula is being put together
 * @param steps by name, in the order given
 * @param document the same as it was stored: the lists of {@link #PARTS} with all their members;
 *     not to be changed
 */
public record FormulaVersion(
        long id,
        long formulaId,
        List<Variable> configuration,
        Optional<Trigger> trigger,
        Map<String, Step> steps,
        ObjectNode document) {

    /** The lists of parts in a document. */
    static final List<String> PARTS = List.of("configuration", "triggers", "steps");

    /** Reads what was stored, which was checked before. */
    static FormulaVersion stored(long id, long formulaId, String document) {
        return of(id, formulaId, StoredJson.object(document));
    }

    static FormulaVersion of(long id, long formulaId, ObjectNode document) {
        List<Variable> variables = new ArrayList<>();
        for (JsonNode json : document.path("configuration")) {
            variables.add(new Variable(
                    json.path("id").longValue(),
                    json.path("key").textValue(),
                    json.path("name").asText(),
                    VariableType.of(json.path("type").asText()).orElse(VariableType.VALUE),
                    json.path("required").asBoolean(true)));
        }
        Map<String, Step> steps = new LinkedHashMap<>();
        for (JsonNode json : document.path("steps")) {
            Step step = step(json);
            steps.put(step.name(), step);
        }
        return new FormulaVersion(
                id,
                formulaId,
                List.copyOf(variables),
                document.path("triggers").valueStream().findFirst().map(FormulaVersion::trigger),
                Collections.unmodifiableMap(steps),
                document);
    }

    /** The variable with this key. */
    public Optional<Variable> variable(String key) {
        return configuration.stream()
                .filter(variable -> variable.key().equals(key))
                .findFirst();
    }

    /** The step with this name. */
    public Optional<Step> step(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    private static Step step(JsonNode json) {
        return new Step(
                json.path("id").longValue(),
                json.path("name").textValue(),
                StepType.of(json.path("type").asText()).orElseThrow(),
                properties(json),
                names(json, "onSuccess"),
                names(json, "onFailure"));
    }

    private static Trigger trigger(JsonNode json) {
        return new Trigger(
                json.path("id").longValue(),
                json.path("name").asText(),
                TriggerType.of(json.path("type").asText()).orElseThrow(),
                json.path("async").asBoolean(true),
                properties(json),
                names(json, "onSuccess"),
                names(json, "onFailure"));
    }

    private static Map<String, JsonNode> properties(JsonNode json) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        json.path("properties").properties().forEach(member -> properties.put(member.getKey(), member.getValue()));
        return Collections.unmodifiableMap(properties);
    }

    private static List<String> names(JsonNode json, String member) {
        return json.path(member).valueStream().map(JsonNode::asText).toList();
    }
}
