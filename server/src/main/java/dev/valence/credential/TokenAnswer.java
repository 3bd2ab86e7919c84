package dev.valence.credential;

import dev.valence.http.ProviderFailure;

/** What came of a call to a token endpoint. */
public sealed interface TokenAnswer {

    /** A new token pair. */
    record Granted(OAuthToken token) implements TokenAnswer {}

    /** The provider does not accept this code or refresh token (any more); asking again is no use. */
    record Refused(ProviderFailure reason) implements TokenAnswer {}

    /** Something else is wrong (the client's secret, the network, the provider); the grant may still be good. */
    record Failed(ProviderFailure reason) implements TokenAnswer {}
}
