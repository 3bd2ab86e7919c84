package dev.valence.sandbox.oauth;

import dev.valence.sandbox.http.Refusal;

/** A refusal of the token endpoint, with its RFC 6749 error code. */
public final class OAuthRefusal extends Refusal {
    private final String error;

    public OAuthRefusal(int status, String error, String description) {
        super(status, description);
        this.error = error;
    }

    public String error() {
        return error;
    }
}
