package dev.valence.http;

/** The thing exists already, or is in use. */
public final class Conflict extends ApiException {
    public Conflict(String message) {
        super(409, message);
    }

    public Conflict(String message, Throwable cause) {
        super(409, message, cause);
    }
}
