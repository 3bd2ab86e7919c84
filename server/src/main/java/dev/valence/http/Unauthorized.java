package dev.valence.http;

/** Credentials are missing, malformed or not known. */
public final class Unauthorized extends ApiException {
    public Unauthorized(String message) {
        super(401, message);
    }

    public Unauthorized(String message, Throwable cause) {
        super(401, message, cause);
    }
}
