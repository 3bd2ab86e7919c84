package dev.valence.sandbox.oauth;

import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Codes and tokens of one provider. Every method is atomic, so that two exchanges of one code cannot both succeed.
 *
 * <p>A refresh leaves earlier access tokens alone, as the real services do; they die at their own end.
 */
public final class Tokens {
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final int TOKEN_BYTES = 48;

    private final SandboxClock clock;
    private final Settings settings;
    private final String suffix;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Refresh> refreshes = new HashMap<>();
    private final Map<String, Access> accesses = new HashMap<>();
    private long families;

    private record Code(Consent consent, String redirectUri, Optional<Pkce> pkce, Instant end) {}

    /** The family is the consent: all tokens that descend from one exchange. */
    private record Refresh(long family, Consent consent, Instant end) {}

    private record Access(long family, Consent consent, Instant end) {}

    /**
     * An empty store.
     *
     * @param suffix what the provider's tokens end with
     */
    public Tokens(SandboxClock clock, Settings settings, String suffix) {
        this.clock = clock;
        this.settings = settings;
        this.suffix = suffix;
    }

    /** A code for one exchange within ten minutes, bound to the redirect URI and the challenge. */
    public synchronized String issueCode(Consent consent, String redirectUri, Optional<Pkce> pkce) {
        codes.values().removeIf(code -> !code.end().isAfter(clock.instant()));
        String code = newText();
        codes.put(code, new Code(consent, redirectUri, pkce, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /**
     * Exchanges a code, which is used up by success only.
     *
     * @throws OAuthRefusal 400 when code, client, redirect URI or verifier do not fit
     */
    public synchronized IssuedTokens exchange(
            String clientId, String code, String redirectUri, Optional<String> verifier) {
        Code known = codes.get(code);
        if (known == null
                || !known.end().isAfter(clock.instant())
                || !known.consent().clientId().equals(clientId)) {
            throw new OAuthRefusal(
                    400, "invalid_grant", "The authorization code provided is expired, used, malformed, or invalid.");
        }
        if (!known.redirectUri().equals(redirectUri)) {
            throw new OAuthRefusal(
                    400, "invalid_grant", "The redirect_uri does not match the one of the authorize request.");
        }
        if (known.pkce().isPresent()
                && !verifier.map(known.pkce().get()::verifies).orElse(false)) {
            throw new OAuthRefusal(
                    400, "invalid_grant", "The code_verifier is missing or does not match the code_challenge.");
        }
        codes.remove(code);
        return issue(known.consent());
    }

    /** Tokens without a browser, for tests and for the control API. */
    public synchronized IssuedTokens issue(Consent consent) {
        return issue(++families, consent, newText());
    }

    /**
     * A new access token, and with rotation a new refresh token in place of the given one.
     *
     * @throws OAuthRefusal 400 when the refresh token is expired, revoked, unknown or another client's
     */
    public synchronized IssuedTokens refresh(String clientId, String refreshToken) {
        Refresh known = refreshes.get(refreshToken);
        if (known == null
                || !known.end().isAfter(clock.instant())
                || !known.consent().clientId().equals(clientId)) {
            throw new OAuthRefusal(
                    400, "invalid_request", "The refresh token provided is expired, revoked, malformed, or invalid.");
        }
        boolean rotate = settings.now().refreshTokenRotation();
        if (rotate) {
            refreshes.remove(refreshToken);
        }
        return issue(known.family(), known.consent(), rotate ? newText() : refreshToken);
    }

    private IssuedTokens issue(long family, Consent consent, String refreshToken) {
        Instant now = clock.instant();
        accesses.values().removeIf(access -> !access.end().isAfter(now));
        Settings.Values values = settings.now();
        String accessToken = newText();
        accesses.put(accessToken, new Access(family, consent, now.plusSeconds(values.accessTokenSeconds())));
        refreshes.put(refreshToken, new Refresh(family, consent, now.plusSeconds(values.refreshTokenSeconds())));
        return new IssuedTokens(
                accessToken, values.accessTokenSeconds(), refreshToken, values.refreshTokenSeconds(), consent);
    }

    /** What a live access token stands for. */
    public synchronized Optional<Consent> consent(String accessToken) {
        return Optional.ofNullable(accesses.get(accessToken))
                .filter(access -> access.end().isAfter(clock.instant()))
                .map(Access::consent);
    }

    /** Ends one access token, or all; answers how many ended. Refresh tokens stay good. */
    public synchronized int expire(Optional<String> accessToken) {
        int before = accesses.size();
        accesses.keySet().removeIf(token -> accessToken.map(token::equals).orElse(true));
        return before - accesses.size();
    }

    /** Withdraws the consent behind one refresh token, or all: it and its access tokens end. Answers how many consents. */
    public synchronized int revoke(Optional<String> refreshToken) {
        if (refreshToken.isEmpty()) {
            int all = refreshes.size();
            refreshes.clear();
            accesses.clear();
            return all;
        }
        Refresh known = refreshes.get(refreshToken.get());
        if (known == null) {
            return 0;
        }
        refreshes.values().removeIf(refresh -> refresh.family() == known.family());
        accesses.values().removeIf(access -> access.family() == known.family());
        return 1;
    }

    /** Withdraws every consent, and every code, that the condition meets. */
    public synchronized void withdraw(Predicate<Consent> condition) {
        codes.values().removeIf(code -> condition.test(code.consent()));
        refreshes.values().removeIf(refresh -> condition.test(refresh.consent()));
        accesses.values().removeIf(access -> condition.test(access.consent()));
    }

    public synchronized void clear() {
        withdraw(consent -> true);
    }

    private String newText() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + suffix;
    }
}
