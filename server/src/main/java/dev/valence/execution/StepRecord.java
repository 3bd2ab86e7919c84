package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What became of a step, once it has ended or is about to write at a provider.
 *
 * @param sequence its place among the steps that the execution ran, from 0 for the trigger
 * @param status also says which way the execution goes on: a failed step's {@code onFailure}
 * @param value what later steps see as {@code steps.<name>}, as it can be stored ({@link StorableValue}); not to be changed
 */
record StepRecord(
        int sequence, String stepName, StepStatus status, JsonNode value, Instant startedAt, Instant endedAt) {
    StepRecord {
        value = StorableValue.json(value);
    }
}
