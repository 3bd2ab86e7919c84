package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.valence.formula.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the journal writes down. */
sealed interface Entry {
    /** What it has that may be large. */
    default JsonNode value() {
        return MissingNode.getInstance();
    }

    /**
     * An execution is accepted.
     *
     * @param waiter completes when it ends in this process
     */
    record Start(NewExecution execution, Optional<CompletableFuture<Ended>> waiter) implements Entry {
        @Override
        public JsonNode value() {
            return execution.trigger();
        }
    }

    /** Something of a running execution; written only while this process holds its lane and it was not cancelled. */
    sealed interface Progress extends Entry {
        Running of();
    }

    /**
     * A step ended, or is about to write at a provider.
     *
     * @param record its status says which
     * @param mails what it asked for
     * @param endsTries whether tries of it may be stored, which are not to count for the next step
     */
    record Stepped(Running of, StepRecord record, Optional<Ended> ended, List<Mail> mails, boolean endsTries)
            implements Progress {
        public Stepped {
            mails = List.copyOf(mails);
        }

        Stepped(Running of, StepRecord record, Optional<Ended> ended) {
            this(of, record, ended, List.of(), false);
        }

        @Override
        public JsonNode value() {
            return record.value();
        }
    }

    /** A step is tried again later. */
    record Postponed(Running of, Instant dueAt, int stepAttempts) implements Progress {}

    /**
     * A step runs a sub-formula.
     *
     * @param record of the step, pending; its value gets the member {@code executionId}
     */
    record Descended(Running of, Step step, StepRecord record, NewExecution child) implements Progress {
        @Override
        public JsonNode value() {
            return child.trigger();
        }
    }

    /**
     * The execution ends for now, and the whole of it is tried again. Of a sub-formula's it is that run alone: the step that runs
     * it waits for the next one.
     */
    record Restarted(Running of, StepRecord record, NewExecution next) implements Progress {}

    /**
     * Whose progress it is.
     *
     * @param rootId the outermost execution, which has the work's row
     * @param claim by which this process holds the lane
     */
    record Running(Execution execution, long rootId, long claim) {
        /** The run of a sub-formula in it. */
        Running below(Execution child) {
            return new Running(child, rootId, claim);
        }

        boolean isRoot() {
            return execution.id() == rootId;
        }
    }
}
