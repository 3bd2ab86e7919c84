package dev.valence.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an instance shows the provider, with its place in the sequence of token pairs.
 *
 * @param instanceId the instance it belongs to
 * @param generation counts the pairs this instance has had; a larger one is newer
 * @param token the pair
 * @param state whether the provider still accepts it, as far as is known
 * @param refusal the provider's words when it refused the last refresh
 */
public record Credential(
        long instanceId, long generation, OAuthToken token, CredentialState state, Optional<String> refusal) {

    /** A token this close to its end may end on its way to the provider. */
    private static final Duration CLOSE = Duration.ofSeconds(60);

    /** Whether the access token can be sent at the given moment without fear that it ends on the way. */
    public boolean freshAt(Instant now) {
        return token.life()
                .map(life -> {
                    // Without a refresh token nothing would be won by leaving the rest of the life unused.
                    if (token.refresh().isEmpty()) {
                        return now.isBefore(token.issuedAt().plus(life));
                    }
                    Duration tenth = life.dividedBy(10);
                    Duration margin = tenth.compareTo(CLOSE) < 0 ? tenth : CLOSE;
                    return now.isBefore(token.issuedAt().plus(life).minus(margin));
                })
                .orElse(true);
    }
}
