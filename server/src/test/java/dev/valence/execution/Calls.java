package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.Step;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps that are about to be performed. */
final class Calls {
    private Calls() {}

    /** @param args what the trigger brought */
    static StepCall of(StepType type, String properties, String args) {
        return of(type, properties, args, 0, false);
    }

    static StepCall of(StepType type, String properties, String args, int attempt, boolean mayHaveBeenSent) {
        Map<String, JsonNode> given = new LinkedHashMap<>();
        Fixture.json(properties).properties().forEach(member -> given.put(member.getKey(), member.getValue()));
        Step step = new Step(1, "send", type, given, List.of(), List.of());
        ObjectNode trigger = Json.MAPPER.createObjectNode().put("type", "manual");
        trigger.set("args", Fixture.json(args));
        Context context = new Context(trigger, Json.MAPPER.createObjectNode(), Json.MAPPER.createObjectNode());
        return new StepCall(execution(0), step, context, 1, attempt, Optional.empty(), mayHaveBeenSent);
    }

    static Execution execution(int attempt) {
        return new Execution(
                1,
                Instant.EPOCH,
                1,
                1,
                1,
                1,
                1,
                Json.MAPPER.nullNode(),
                Optional.empty(),
                Optional.empty(),
                attempt,
                0,
                Optional.empty(),
                Optional.empty());
    }
}
