package dev.valence.http;

/** A request that did not come to its end in time (408). */
public final class RequestTimeout extends ApiException {
    public RequestTimeout(String message) {
        super(408, message);
    }
}
