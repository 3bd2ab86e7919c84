package dev.valence.execution;

/**
 * A mail or a webhook post about an execution.
 *
 * @param target addresses with commas, or a URL
 * @param subject of a mail
 * @param attempts with the one that runs
 */
record Notice(long id, long executionId, Kind kind, String target, String subject, String body, int attempts) {
    /** The way it takes; stored in lower case. */
    enum Kind {
        MAIL,
        WEBHOOK
    }
}
