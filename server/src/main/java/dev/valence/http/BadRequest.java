package dev.valence.http;

/** What was sent cannot be understood or breaks a rule; the message names the place. */
public final class BadRequest extends ApiException {
    public BadRequest(String message) {
        super(400, message);
    }

    public BadRequest(String message, Throwable cause) {
        super(400, message, cause);
    }
}
