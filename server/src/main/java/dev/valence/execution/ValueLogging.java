package dev.valence.execution;

import dev.valence.formula.Formula;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.Formulas;
import dev.valence.formula.Step;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How callers see the values of an execution's steps, and whether: as its formula instance says, else as its formula does. */
@Singleton
final class ValueLogging {
    private final Subjects subjects;
    private final Formulas formulas;

    ValueLogging(Subjects subjects, Formulas formulas) {
        this.subjects = subjects;
        this.formulas = formulas;
    }

    /** What is seen of an execution, by the types that its steps had when it ran. */
    ValueView view(StoredExecution execution) {
        Optional<Set<String>> requests = formulas.version(execution.versionId())
                .map(version -> version.steps().values().stream()
                        .filter(step -> ValueView.REQUESTS.contains(step.type()))
                        .map(Step::name)
                        .collect(Collectors.toSet()));
        return new ValueView(on(execution), requests);
    }

    boolean on(StoredExecution execution) {
        return subjects.instance(execution.formulaInstanceId())
                .flatMap(FormulaInstance::debugLogging)
                .or(() -> subjects.formula(execution.formulaId()).map(Formula::debugLogging))
                .orElse(true);
    }
}
