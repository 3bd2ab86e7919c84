package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that is to be accepted.
 *
 * @param formulaId what runs; of a sub-formula's run not the formula of the instance
 * @param trigger what the steps see as {@code trigger}
 * @param objectId of the event that starts it
 * @param attempt how often the whole of it was tried before
 * @param rerun what it runs again, and from where
 * @param dueAt when it may begin
 */
record NewExecution(
        long organizationId,
        long accountId,
        long formulaId,
        long formulaInstanceId,
        long versionId,
        JsonNode trigger,
        Optional<ObjectNode> configuration,
        Optional<String> objectId,
        int attempt,
        int depth,
        Optional<Long> parentId,
        Optional<Rerun> rerun,
        Instant dueAt) {

    /** A run of a formula instance that may begin at once. */
    static NewExecution of(
            FormulaInstance instance, JsonNode trigger, Optional<String> objectId, int depth, Instant now) {
        return new NewExecution(
                instance.owner().organizationId(),
                instance.owner().accountId(),
                instance.formula().id(),
                instance.id(),
                instance.formula().versionId(),
                trigger,
                Optional.empty(),
                objectId,
                0,
                depth,
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /** The same input once more. */
    static NewExecution again(Execution execution, int attempt, Instant dueAt) {
        return new NewExecution(
                execution.organizationId(),
                execution.accountId(),
                execution.formulaId(),
                execution.formulaInstanceId(),
                execution.versionId(),
                execution.trigger(),
                execution.configuration(),
                execution.objectId(),
                attempt,
                execution.depth(),
                execution.parentId(),
                execution.rerun().map(rerun -> rerun.again(execution.id())),
                dueAt);
    }

    Execution as(long id, Instant createdAt) {
        return new Execution(
                id,
                createdAt,
                organizationId,
                accountId,
                formulaId,
                formulaInstanceId,
                versionId,
                trigger,
                configuration,
                objectId,
                attempt,
                depth,
                parentId,
                rerun);
    }
}
