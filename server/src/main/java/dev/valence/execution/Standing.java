package dev.valence.execution;

import dev.valence.formula.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an execution stands: what its steps have come to so far, as the next one finds it. Used by one thread at a time. */
final class Standing implements AutoCloseable {
    private final Execution execution;
    private final Context context;
    private final ValueLimit values;
    private final Map<String, StepRecord> latest = new HashMap<>();
    private StepRecord last;
    /** The step that may have been under way when a process ended. */
    private Optional<StepRecord> pending = Optional.empty();

    private Optional<String> failedStep;
    private Optional<String> error;

    /**
     * Of an execution that begins or goes on.
     *
     * @param context what is known before the first step
     * @param values counts what is kept
     * @param past the latest record of each step that ran
     * @param failure the first step whose failure is the execution's too
     */
    Standing(
            Execution execution,
            Context context,
            ValueLimit values,
            List<StepRecord> past,
            Optional<StepRecord> failure) {
        this.execution = execution;
        this.context = context;
        this.values = values;
        this.last = new StepRecord(
                0, "trigger", StepStatus.SUCCESS, execution.trigger(), execution.createdAt(), execution.createdAt());
        for (StepRecord record : past) {
            if (record.status() == StepStatus.PENDING) {
                pending = Optional.of(record);
            } else if (record.sequence() > 0) {
                values.admit(record.stepName(), new StepResult.Done(record.value()));
                keep(record);
            }
        }
        failedStep = failure.map(StepRecord::stepName);
        error = failure.map(record -> record.value().path("error").asText());
    }

    /** The step that ended last; the trigger before all. */
    StepRecord last() {
        return last;
    }

    /** The next step, as it is to be performed. */
    StepCall call(Step step, int attempt) {
        int sequence = last.sequence() + 1;
        // This try had begun before; the one before it ended, or it would not be this one's turn.
        boolean mayHaveBeenSent = pending(sequence)
                .filter(record -> record.value().path("attempt").asInt() >= attempt)
                .isPresent();
        return new StepCall(
                execution,
                step,
                context,
                sequence,
                attempt,
                Optional.ofNullable(latest.get(step.name())),
                mayHaveBeenSent);
    }

    /** What is on record of a step that had begun. */
    Optional<StepRecord> pending(int sequence) {
        return pending.filter(record -> record.sequence() == sequence);
    }

    /** What a step came to; a failure when there is no room for it. */
    StepResult admit(Step step, StepResult result) {
        return values.admit(step.name(), result);
    }

    /** A step has ended. */
    void take(StepRecord record, StepResult result) {
        pending = Optional.empty();
        if (result instanceof StepResult.Failed failed && failedStep.isEmpty()) {
            failedStep = Optional.of(record.stepName());
            error = Optional.of(failed.error());
        }
        keep(record);
    }

    /** How the execution ends, should it end here. A failure counts even when its {@code onFailure} went well. */
    Ended ended() {
        ExecutionStatus status = failedStep.isPresent() ? ExecutionStatus.FAILED : ExecutionStatus.SUCCESS;
        return new Ended(status, last.value(), failedStep, error);
    }

    /** Its values are not kept any more. */
    @Override
    public void close() {
        values.close();
    }

    private void keep(StepRecord record) {
        latest.put(record.stepName(), record);
        context.put(record.stepName(), record.value());
        if (record.sequence() > last.sequence()) {
            last = record;
        }
    }
}
