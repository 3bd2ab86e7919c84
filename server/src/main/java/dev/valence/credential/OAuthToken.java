package dev.valence.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token pair as the provider gave it.
 *
 * @param access the access token
 * @param refresh the refresh token; absent when the provider gave none
 * @param issuedAt when it was received
 * @param life how long the access token lives from then on; absent when the provider named no end
 */
public record OAuthToken(String access, Optional<String> refresh, Instant issuedAt, Optional<Duration> life) {

    /** When the access token ends. */
    public Optional<Instant> expiresAt() {
        return life.map(issuedAt::plus);
    }

    @Override
    public String toString() {
        return "OAuthToken[issued " + issuedAt + ", life " + life + "]";
    }
}
