package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.Formula;
import dev.valence.formula.Formulas;
import dev.valence.http.Json;
import java.time.Instant;
import java.util.Optional;

/** The formula that a step runs, with what it is given. */
record SubFormula(Optional<Formula> formula, ObjectNode trigger, ObjectNode overrides, Optional<String> problem) {
    /** @param above the formula with the step; what its owner may not see is not run */
    static SubFormula of(StepCall call, long above, Formulas formulas) {
        String id = call.text("formulaId");
        Optional<Formula> formula =
                id.matches("\\d{1,18}") ? formulas.findForOwnerOf(above, Long.parseLong(id)) : Optional.empty();
        ObjectNode trigger = Json.MAPPER.createObjectNode().put("type", "formula");
        JsonNode args = call.property("args");
        JsonNode given = args.isTextual()
                ? call.context().named(args.textValue())
                : call.context().resolve(args);
        if (!given.isMissingNode()) {
            trigger.set("args", given);
        }
        ObjectNode overrides = call.context().resolve(call.property("subFormulaConfigs")) instanceof ObjectNode object
                ? object
                : Json.MAPPER.createObjectNode();
        return new SubFormula(formula, trigger, overrides, problem(id, formula));
    }

    private static Optional<String> problem(String id, Optional<Formula> formula) {
        if (formula.isEmpty()) {
            return Optional.of(
                    "The property formulaId has to be the id of a formula that the owner of this one may see; there is no"
                            + " formula " + id);
        }
        return formula.get().active()
                ? Optional.empty()
                : Optional.of("Formula " + id + " is not active; activate it, then run this again");
    }

    /** What the step that ran it comes to. */
    static StepResult outcome(Ended ended) {
        if (ended.status() == ExecutionStatus.SUCCESS) {
            return new StepResult.Done(ended.value());
        }
        ObjectNode value = ended.value() instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        String step = ended.failedStep().map(name -> " at its step " + name).orElse("");
        String error = ended.error().map(text -> ": " + text).orElse("");
        return new StepResult.Failed(value, "The sub-formula failed" + step + error);
    }

    /** Its run under a step of another execution; it inherits that one's configuration by key. */
    NewExecution execution(Execution parent, ObjectNode inherited, Optional<Rerun> rerun, Instant now) {
        ObjectNode configuration = inherited.deepCopy();
        configuration.setAll(overrides);
        Formula found = formula.orElseThrow();
        return new NewExecution(
                parent.organizationId(),
                parent.accountId(),
                found.id(),
                parent.formulaInstanceId(),
                found.version().id(),
                trigger,
                Optional.of(configuration),
                Optional.empty(),
                0,
                parent.depth() + 1,
                Optional.of(parent.id()),
                rerun,
                now);
    }
}
