package dev.valence.execution;

import dev.valence.formula.FormulaVersion;
import dev.valence.formula.Step;
import dev.valence.formula.Trigger;
import java.util.List;
import java.util.Optional;

/** The way through a formula's graph. */
final class Branches {
    private Branches() {}

    /** The step that an execution goes on with, which is not always the one that follows: it may begin in the middle. */
    static Optional<Step> next(FormulaVersion version, Execution execution, StepRecord last) {
        return execution
                .rerun()
                .filter(rerun -> last.sequence() == rerun.keptSteps()
                        && !rerun.fromStep().equals(Rerun.TRIGGER))
                .map(rerun -> version.step(rerun.fromStep()))
                .orElseGet(() -> after(version, last));
    }

    /** The step that follows another, or the trigger; empty where the way ends. */
    static Optional<Step> after(FormulaVersion version, StepRecord last) {
        Optional<List<String>> names = last.sequence() == 0
                ? version.trigger().map(Trigger::onSuccess)
                : Optional.ofNullable(version.steps().get(last.stepName()))
                        .map(step -> last.status() == StepStatus.FAILED ? step.onFailure() : step.onSuccess());
        // Several names are several ways only in documents that no editor makes; the first one counts.
        return names.flatMap(all -> all.stream().findFirst())
                .flatMap(name -> Optional.ofNullable(version.steps().get(name)));
    }
}
