package dev.valence.hub;

/** The caller closed its connection; nobody is left to answer. */
final class CallerGone extends RuntimeException {
    CallerGone() {
        super("The caller closed the connection", null, false, false);
    }
}
