package dev.valence.credential;

import java.net.URI;

/**
 * The OAuth 2 client that an instance authenticates as, and where.
 *
 * @param tokenUrl where a code is exchanged
 * @param refreshUrl where a token is refreshed, usually the same
 * @param clientId the client's public id
 * @param clientSecret the client's secret
 * @param basicHeader whether id and secret travel in a Basic header (RFC 6749 section 2.3.1) or in the form
 * @param callbackUrl the redirect URI that was used at the authorize step
 */
public record OAuthApplication(
        URI tokenUrl, URI refreshUrl, String clientId, String clientSecret, boolean basicHeader, String callbackUrl) {

    @Override
    public String toString() {
        return "OAuthApplication[" + clientId + " at " + tokenUrl + "]";
    }
}
