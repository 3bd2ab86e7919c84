package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What else there is to say of steps: that they were kept or edited, not sent, or run a sub-formula. */
@Singleton
final class StepMarks {
    private final Jdbi jdbi;

    @Inject
    StepMarks(Database database) {
        this(database.jdbi());
    }

    StepMarks(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The marks of an execution's steps. */
    Marks of(StoredExecution execution) {
        Map<Integer, Long> children = jdbi.withHandle(handle -> RerunRows.children(handle, execution.id()));
        Map<String, Integer> edited = new HashMap<>();
        execution
                .rerun()
                .filter(rerun -> !rerun.editedSteps().isEmpty())
                .ifPresent(rerun -> edited.putAll(jdbi.withHandle(
                        handle -> RerunRows.lastPlaces(handle, execution.id(), rerun.keptSteps() + 1))));
        return new Marks(execution, children, edited);
    }

    /**
     * Marks.
     *
     * @param children runs of sub-formulas by the place of their step
     * @param lastKept the places at which edited steps may stand
     */
    record Marks(StoredExecution execution, Map<Integer, Long> children, Map<String, Integer> lastKept) {
        /** Adds what there is to say to a step's form on the wire. */
        ObjectNode on(ObjectNode json, StepHistory.Item step) {
            Optional.ofNullable(children.get(step.sequence())).ifPresent(child -> json.put("childExecutionId", child));
            execution.rerun().ifPresent(rerun -> {
                if (step.sequence() > 0 && step.sequence() <= rerun.keptSteps()) {
                    json.put("kept", true);
                }
                // The trigger is no step that is kept: it stands at 0, where others do not.
                boolean last = step.sequence() == lastKept.getOrDefault(step.name(), 0);
                if (last && rerun.editedSteps().contains(step.name())) {
                    json.put("edited", true);
                }
                JsonNode mark =
                        step.value().map(value -> value.path(DryRuns.MARK)).orElse(MissingNode.getInstance());
                if (rerun.dryRun() && mark instanceof ObjectNode found) {
                    // The mails are among the values, which are not always to be seen.
                    json.set(DryRuns.MARK, found.deepCopy().without("mails"));
                }
            });
            return json;
        }
    }
}
