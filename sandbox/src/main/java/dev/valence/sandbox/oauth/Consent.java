package dev.valence.sandbox.oauth;

import java.util.List;
import java.util.Optional;

/**
 * What a person allowed an integration to do.
 *
 * @param person the provider's own key of the person
 * @param nonce what an OpenID request wants to find in its ID token
 */
public record Consent(String clientId, String person, List<String> scopes, Optional<String> nonce) {
    public Consent {
        scopes = List.copyOf(scopes);
    }

    public Consent(String clientId, String person, List<String> scopes) {
        this(clientId, person, scopes, Optional.empty());
    }
}
