package dev.valence.instance;

import dev.valence.credential.OAuthToken;
import dev.valence.http.BadRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tokens that the caller already has and hands over in the configuration ({@code externalAuthentication}). */
@Singleton
public class ExternalTokens {
    /** They live in the credential, not among the configuration entries. */
    static final Set<String> KEYS = Set.of(
            "oauth.user.token", "oauth.user.refresh_token", "oauth.user.refresh_interval", "oauth.user.refresh_time");

    private final Clock clock;

    public ExternalTokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * The pair in the configuration; an absent {@code oauth.user.refresh_time} counts as now.
     *
     * @throws BadRequest when interval (seconds) or time (milliseconds since 1970) is not a number
     */
    Optional<OAuthToken> in(Configuration configuration) {
        return Optional.ofNullable(configuration.own().get("oauth.user.token")).map(access -> {
            Optional<Long> interval =
                    number(configuration.get("oauth.user.refresh_interval"), "oauth.user.refresh_interval");
            Optional<Long> time = number(
                    Optional.ofNullable(configuration.own().get("oauth.user.refresh_time")), "oauth.user.refresh_time");
            return new OAuthToken(
                    access,
                    Optional.ofNullable(configuration.own().get("oauth.user.refresh_token")),
                    time.map(Instant::ofEpochMilli).orElseGet(clock::instant),
                    interval.filter(seconds -> seconds > 0).map(Duration::ofSeconds));
        });
    }

    /** The configuration without them, as it is stored. */
    Configuration without(Configuration configuration) {
        Map<String, Optional<String>> gone = new LinkedHashMap<>();
        KEYS.forEach(key -> gone.put(key, Optional.empty()));
        return configuration.with(gone);
    }

    private static Optional<Long> number(Optional<String> text, String key) {
        return text.map(digits -> {
            try {
                long number = Long.parseLong(digits.strip());
                // Beyond this PostgreSQL has no date; no provider means it.
                if (number >= 0 && number < 100_000_000_000_000L) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new BadRequest(key + " must be a whole number", e);
            }
            throw new BadRequest(key + " must be a whole number from 0");
        });
    }
}
