package dev.valence.element;

import java.util.Optional;

/**
 * The OAuth client that an organization keeps for an element, so that nobody has to type its keys again.
 *
 * @param callbackUrl the redirect URI to use; absent means the console's own
 * @param scope the scopes to ask for; absent means the element's default
 */
public record StoredApplication(String apiKey, String apiSecret, Optional<String> callbackUrl, Optional<String> scope) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "StoredApplication[" + apiKey + "]";
    }
}
