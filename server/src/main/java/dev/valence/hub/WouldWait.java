package dev.valence.hub;

/**
 * Thrown by a step that would have to wait where it must not. The step has changed nothing; the call goes on to a
 * virtual thread and runs the same steps there.
 */
final class WouldWait extends RuntimeException {
    /** Without a stack trace, which would cost more than the step. */
    WouldWait() {
        super(null, null, false, false);
    }
}
