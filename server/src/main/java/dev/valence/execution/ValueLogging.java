package dev.valence.execution;

import dev.valence.formula.Formula;
import dev.valence.formula.FormulaInstance;
import jakarta.inject.Singleton;

/** Whether callers see the values of an execution's steps: as its formula instance says, else as its formula does. */
@Singleton
final class ValueLogging {
    private final Subjects subjects;

    ValueLogging(Subjects subjects) {
        this.subjects = subjects;
    }

    boolean on(StoredExecution execution) {
        return subjects.instance(execution.formulaInstanceId())
                .flatMap(FormulaInstance::debugLogging)
                .or(() -> subjects.formula(execution.formulaId()).map(Formula::debugLogging))
                .orElse(true);
    }
}
