package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a formula, as it was accepted.
 *
 * @param createdAt with the id the key of its row
 * @param formulaInstanceId of a sub-formula's run, the instance of the outermost
 * @param trigger what the steps see as {@code trigger}; not to be changed
 * @param configuration values of the variables when they are not those of the formula instance
 * @param attempt how often the whole of it was tried before
 * @param depth how many executions stand above it
 * @param parentId the execution with the step that runs this one
 * @param rerun empty for executions that begin at their trigger, and for real
 */
record Execution(
        long id,
        Instant createdAt,
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
        Optional<Rerun> rerun) {

    Execution {
        if (id < 1) {
            throw new IllegalArgumentException("An execution has a number, not " + id);
        }
    }

    /** Whether nothing that writes is sent. */
    boolean isDryRun() {
        return rerun.map(Rerun::dryRun).orElse(false);
    }
}
