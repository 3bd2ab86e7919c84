package dev.valence.sandbox.oauth;

/** A fault of an authorize request that is reported to the application by redirect (RFC 6749, 4.1.2.1). */
public final class AuthorizationError extends RuntimeException {
    private final String location;

    AuthorizationError(String location) {
        super("The authorize request is refused", null, false, false);
        this.location = location;
    }

    /** Where the browser goes with the error. */
    public String location() {
        return location;
    }
}
