package dev.valence.http;

/** No representation of the reply fits the Accept header. */
public final class NotAcceptable extends ApiException {
    public NotAcceptable(String message) {
        super(406, message);
    }

    public NotAcceptable(String message, Throwable cause) {
        super(406, message, cause);
    }
}
