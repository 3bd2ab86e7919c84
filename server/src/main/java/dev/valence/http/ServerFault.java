package dev.valence.http;

/** What the caller is told of a fault that is ours; the log has the rest under the request id. */
final class ServerFault {
    static final String MESSAGE = "The server failed; nothing was changed unless a later read shows it."
            + " Quote the requestId to the operator, whose log has the cause";

    private ServerFault() {}
}
