package dev.valence.http;

/** The path exists, the verb does not. */
public final class MethodNotAllowed extends ApiException {
    public MethodNotAllowed(String message) {
        super(405, message);
    }

    public MethodNotAllowed(String message, Throwable cause) {
        super(405, message, cause);
    }
}
