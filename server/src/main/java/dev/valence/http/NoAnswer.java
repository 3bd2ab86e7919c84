package dev.valence.http;

/** A formula that was to answer a call did not: it failed (500), or took too long (504). */
public final class NoAnswer extends ApiException {
    public NoAnswer(int status, String message) {
        super(status, message);
    }
}
