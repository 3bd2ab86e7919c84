package dev.valence.hub;

/** A hook has answered the call; the vendor is not asked. */
final class AnsweredByHook extends RuntimeException {
    private final transient WholeReply reply;

    AnsweredByHook(WholeReply reply) {
        super("A hook has answered", null, false, false);
        this.reply = reply;
    }

    WholeReply reply() {
        return reply;
    }
}
