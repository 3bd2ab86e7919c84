package dev.valence.http;

/** The body's content type is not one this path reads. */
public final class UnsupportedMediaType extends ApiException {
    public UnsupportedMediaType(String message) {
        super(415, message);
    }

    public UnsupportedMediaType(String message, Throwable cause) {
        super(415, message, cause);
    }
}
