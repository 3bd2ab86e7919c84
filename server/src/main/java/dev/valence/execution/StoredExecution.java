package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An execution as callers see it.
 *
 * @param formulaId what runs; of a sub-formula's run not the formula of the instance
 * @param versionId what of the formula it runs, whatever the formula does by now
 * @param attempt how often the whole of it was tried before
 * @param parentId the execution with the step that runs this one
 * @param failedStep the first step that failed
 */
record StoredExecution(
        long id,
        Instant createdAt,
        Instant updatedAt,
        long formulaId,
        long formulaInstanceId,
        long versionId,
        ExecutionStatus status,
        Optional<String> objectId,
        int attempt,
        Optional<Long> parentId,
        Optional<String> failedStep,
        Optional<String> error,
        Optional<Rerun> rerun) {

    /** One that was accepted at this moment. */
    static StoredExecution of(Execution execution) {
        return new StoredExecution(
                execution.id(),
                execution.createdAt(),
                execution.createdAt(),
                execution.formulaId(),
                execution.formulaInstanceId(),
                execution.versionId(),
                ExecutionStatus.PENDING,
                execution.objectId(),
                execution.attempt(),
                execution.parentId(),
                Optional.empty(),
                Optional.empty(),
                execution.rerun());
    }

    /** The form on the wire, without its steps. */
    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", id);
        json.put("formulaInstanceId", formulaInstanceId);
        json.put("formulaId", formulaId);
        json.put("formulaVersionId", versionId);
        json.put("status", status.wireName());
        json.put("createdDate", date(createdAt));
        json.put("updatedDate", date(updatedAt));
        objectId.ifPresent(text -> json.put("objectId", text));
        if (attempt > 0) {
            json.put("retry", attempt);
        }
        parentId.ifPresent(parent -> json.put("parentExecutionId", parent));
        failedStep.ifPresent(step -> json.put("failedStep", step));
        error.ifPresent(text -> json.put("error", text));
        rerun.ifPresent(again -> describe(again, json));
        return json;
    }

    private static void describe(Rerun rerun, ObjectNode json) {
        json.put("dryRun", rerun.dryRun());
        rerun.originId().ifPresent(origin -> json.put("originExecutionId", origin));
        json.put("fromStep", rerun.fromStep());
        json.put("keptSteps", rerun.keptSteps());
        ArrayNode edited = json.putArray("editedSteps");
        rerun.editedSteps().forEach(edited::add);
    }

    static String date(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
