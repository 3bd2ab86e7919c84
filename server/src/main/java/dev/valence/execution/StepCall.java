package dev.valence.execution;

import dev.valence.formula.Step;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * A step that is to be performed.
 *
 * @param context what its references mean
 * @param sequence its place among the steps that the execution ran
 * @param attempt how often it was tried before, as far as these tries ended
 * @param earlier the last time this step of the execution ran, in a loop
 * @param mayHaveBeenSent whether a process may have ended while it performed this step
 */
record StepCall(
        Execution execution,
        Step step,
        Context context,
        int sequence,
        int attempt,
        Optional<StepRecord> earlier,
        boolean mayHaveBeenSent) {

    /** A property's text with its references replaced; empty when it is not there or has nothing. */
    String text(String property) {
        return Context.text(context.resolve(property(property)));
    }

    /** A property as it stands; missing when it is not there. */
    com.fasterxml.jackson.databind.JsonNode property(String name) {
        return step.properties().getOrDefault(name, com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    /** The same for every try of this step and for no other: a provider that knows it does the work once. */
    String idempotencyKey() {
        String name = "valence " + execution.organizationId() + " " + execution.id() + " " + execution.createdAt() + " "
                + sequence;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
