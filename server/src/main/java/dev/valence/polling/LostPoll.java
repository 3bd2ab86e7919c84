package dev.valence.polling;

/** The poll's lease ended and another process goes on with it, or its instance is gone. */
final class LostPoll extends RuntimeException {
    LostPoll(DuePoll due) {
        super(due + " is not ours any more");
    }
}
