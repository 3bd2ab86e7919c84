package dev.valence.sandbox.oauth;

import java.util.List;

/**
 * What a person allowed an integration to do.
 *
 * @param person the provider's own key of the person
 */
public record Consent(String clientId, String person, List<String> scopes) {
    public Consent {
        scopes = List.copyOf(scopes);
    }
}
