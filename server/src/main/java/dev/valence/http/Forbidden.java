package dev.valence.http;

/** The caller is known and may not do this. */
public final class Forbidden extends ApiException {
    public Forbidden(String message) {
        super(403, message);
    }

    public Forbidden(String message, Throwable cause) {
        super(403, message, cause);
    }
}
