package dev.valence.execution;

import dev.valence.formula.FormulaVersion;
import dev.valence.formula.Step;
import dev.valence.formula.Trigger;
import java.util.List;
import java.util.Optional;

/** The way through a formula's graph. */
final class Branches {
    private Branches() {}

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
