package dev.valence.execution;

import java.util.List;
import java.util.Optional;

/**
 * That an execution runs another one again, from one of its steps.
 *
 * @param originId the execution that is run again; empty for a sub-formula that it did not run
 * @param fromStep where it begins; {@code trigger} for the whole of it
 * @param keptSteps how many steps it has of its origin, as they are there or edited; the trigger does not count
 * @param editedSteps those whose values somebody wrote, {@code trigger} among them
 * @param dryRun whether nothing that writes is sent
 */
record Rerun(Optional<Long> originId, String fromStep, int keptSteps, List<String> editedSteps, boolean dryRun) {
    static final String TRIGGER = "trigger";
    /** Steps that a run may have of its origin. */
    static final int MOST_KEPT = 1_000;

    Rerun {
        editedSteps = List.copyOf(editedSteps);
    }

    /** A sub-formula's run in a dry run; it has all of its steps to do. */
    static Rerun dry(Optional<Long> originId) {
        return new Rerun(originId, TRIGGER, 0, List.of(), true);
    }

    /** The same once more, with the steps that an execution has kept. */
    Rerun again(long executionId) {
        return new Rerun(Optional.of(executionId), fromStep, keptSteps, editedSteps, dryRun);
    }
}
