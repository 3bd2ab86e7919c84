package dev.valence.http;

/** A script of an element ended the call with an error of its own choice, or failed itself (500). */
public final class ScriptFailure extends ApiException {
    public ScriptFailure(int status, String message) {
        super(status, message);
    }
}
