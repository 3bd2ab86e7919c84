package dev.valence.execution;

import dev.valence.formula.StepType;
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

    /** Performs the step; may wait. What it throws fails the step. */
    StepResult perform(StepCall call);
}
