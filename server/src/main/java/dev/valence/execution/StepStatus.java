package dev.valence.execution;

import java.util.Locale;

/** Where a step stands. */
enum StepStatus {
    /** It may have begun to write at a provider. */
    PENDING,
    SUCCESS,
    /** It failed, or is a filter that said no, or a loop that came to its end. */
    FAILED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StepStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
