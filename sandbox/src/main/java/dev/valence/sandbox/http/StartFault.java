package dev.valence.sandbox.http;

/** The end of a start that cannot succeed: one line that says why, where the framework would bury it in a stack trace. */
public final class StartFault {
    private StartFault() {}

    /** Says the reason and ends the process; an orderly shutdown would wait for the start that it interrupts. */
    public static void end(String reason) {
        System.err.println("sandbox: " + reason);
        Runtime.getRuntime().halt(1);
    }
}
