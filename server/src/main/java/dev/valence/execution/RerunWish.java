package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.InvalidFields;
import dev.valence.http.Json;
import dev.valence.http.StorableText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From where an execution is to be run again, and with what.
 *
 * @param fromStep the first step that runs; {@code trigger} for all
 * @param pass which time that step ran, from 1
 * @param trigger what the steps see as {@code trigger}; empty: as it was
 * @param steps values of earlier steps that are to be others than they were
 */
record RerunWish(String fromStep, int pass, Optional<ObjectNode> trigger, Map<String, JsonNode> steps, boolean dryRun) {
    private static final Set<String> MEMBERS = Set.of("fromStep", "pass", "trigger", "steps", "dryRun");

    RerunWish {
        steps = Map.copyOf(steps);
    }

    /**
     * Reads a body.
     *
     * @throws InvalidFields naming each member that is wrong
     */
    static RerunWish read(byte[] body) {
        PostedTrigger.requireFits(body.length);
        JsonNode json = Json.tree(body, "request body");
        Map<String, String> faults = new LinkedHashMap<>();
        json.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !MEMBERS.contains(name))
                .forEach(name -> faults.put(name, "is not known; there are fromStep, pass, trigger, steps and dryRun"));
        JsonNode from = json.path("fromStep");
        if (!from.isTextual()
                || from.textValue().isBlank()
                || StorableText.of(from.textValue()).isEmpty()) {
            faults.put("fromStep", "has to be the name of the step to begin with, or trigger for the whole of it");
        }
        JsonNode pass = json.path("pass");
        if (given(pass) && (!pass.canConvertToInt() || !pass.isIntegralNumber() || pass.intValue() < 1)) {
            faults.put("pass", "has to be a whole number from 1, the time that the step ran");
        }
        JsonNode trigger = json.path("trigger");
        if (given(trigger) && !trigger.isObject()) {
            faults.put("trigger", "has to be an object as steps see it, such as {\"args\": {}}");
        }
        JsonNode steps = json.path("steps");
        if (given(steps) && !steps.isObject()) {
            faults.put("steps", "has to be an object of step names and their values");
        }
        JsonNode dryRun = json.path("dryRun");
        if (given(dryRun) && !dryRun.isBoolean()) {
            faults.put("dryRun", "has to be true or false");
        }
        refuse(faults);
        Map<String, JsonNode> values = new LinkedHashMap<>();
        steps.propertyStream().forEach(step -> values.put(step.getKey(), step.getValue()));
        return new RerunWish(
                from.textValue(),
                pass.asInt(1),
                trigger instanceof ObjectNode object ? Optional.of(object) : Optional.empty(),
                values,
                dryRun.asBoolean(true));
    }

    /** Ends the call when something is wrong. */
    static void refuse(Map<String, String> faults) {
        if (!faults.isEmpty()) {
            throw fault(faults);
        }
    }

    /** Says what is wrong, by the members that it is wrong with. */
    static InvalidFields fault(Map<String, String> faults) {
        String all = faults.entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue())
                .collect(Collectors.joining("; "));
        return new InvalidFields("The execution cannot be run again so: " + all, faults);
    }

    private static boolean given(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }
}
