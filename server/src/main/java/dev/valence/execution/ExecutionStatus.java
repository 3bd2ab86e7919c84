package dev.valence.execution;

import java.util.Locale;

/** Where an execution stands. */
enum ExecutionStatus {
    /** Accepted, running, or waiting for something. */
    PENDING,
    SUCCESS,
    FAILED,
    /** Ended, and the whole of it is tried again later. */
    RETRY,
    CANCELLED;

    /** As it is stored and sent. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ExecutionStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    boolean isOver() {
        return this != PENDING;
    }
}
