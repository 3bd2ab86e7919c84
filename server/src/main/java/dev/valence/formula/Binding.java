package dev.valence.formula;

import java.util.Optional;

/**
 * What starts the executions of one instance: its formula's trigger, with the references in it replaced by what the instance's
 * configuration says.
 *
 * @param elementInstanceId empty when the trigger has none, or names a variable without a value: then nothing starts it
 */
public record Binding(
        TriggerType type,
        Optional<Long> elementInstanceId,
        Optional<String> method,
        Optional<String> api,
        Optional<String> cron) {}
