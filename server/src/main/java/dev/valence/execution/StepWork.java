package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import java.util.Set;

/** What steps of some types do. */
interface StepWork {
    Set<StepType> types();

    /**
     * Whether performing it may change something elsewhere, so that the attempt has to be on record before it: should the
     * process end meanwhile, the next one has to know.
     */
    default boolean changesSomething(StepCall call) {
        return false;
    }

    /** Whether performing it does more than to read; then a dry run does not, and shows {@link #unsent} instead. */
    default boolean writes(StepCall call) {
        return changesSomething(call);
    }

    /**
     * What performing it would send, in the form that its value has afterwards, without the answer. Sends nothing; what it throws
     * fails the step.
     */
    default ObjectNode unsent(StepCall call) {
        return Json.MAPPER.createObjectNode();
    }

    /** Performs the step; may wait. What it throws fails the step. */
    StepResult perform(StepCall call);
}
