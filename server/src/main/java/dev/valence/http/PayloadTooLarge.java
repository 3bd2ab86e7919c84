package dev.valence.http;

/** A body is larger than its limit. */
public final class PayloadTooLarge extends ApiException {
    public PayloadTooLarge(String message) {
        super(413, message);
    }

    public PayloadTooLarge(String message, Throwable cause) {
        super(413, message, cause);
    }
}
