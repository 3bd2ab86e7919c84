package dev.valence.sandbox.oauth;

import dev.valence.sandbox.fault.SandboxClock;
import dev.valence.sandbox.fault.Settings;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Codes and tokens of one provider. Every method is atomic, so that two exchanges of one code cannot both succeed.
 *
 * <p>A refresh leaves earlier access tokens alone, as the real services do; they die at their own end.
 */
public final class Tokens {
    /** So many access tokens of one account live at once; a further one ends the oldest. */
    static final int MOST_PER_PERSON = 750;

    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final int TOKEN_BYTES = 24;

    private final SandboxClock clock;
    private final Settings settings;
    private final String suffix;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Token> refreshes = new LinkedHashMap<>();
    private final Map<String, Token> accesses = new LinkedHashMap<>();
    private long families;

    private record Code(Consent consent, String redirectUri, Optional<Pkce> pkce, Instant end) {}

    /** The family is the consent: all tokens that descend from one exchange. */
    private record Token(UUID id, long family, Consent consent, Instant created, Instant end) {
        Grant grant(boolean refresh) {
            return new Grant(id, refresh, consent, created, end);
        }

        SavedToken saved(String text, boolean refresh) {
            return new SavedToken(id, text, refresh, family, consent, created, end);
        }
    }

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

    /** A pair without an exchange: for tests, for the control API, for a finished device sign-in. */
    public synchronized IssuedTokens issue(Consent consent) {
        return issue(++families, consent, newText(), settings.now().accessTokenSeconds());
    }

    /** A pair whose access token lives another time, in seconds. */
    public synchronized IssuedTokens issue(Consent consent, long accessSeconds) {
        return issue(++families, consent, newText(), accessSeconds);
    }

    /** An access token that cannot be refreshed: of a bot, of a guest, copied from a developer page. */
    public synchronized String issueAlone(Consent consent, Duration life) {
        return access(++families, consent, clock.instant().plus(life));
    }

    /**
     * A new access token, and with rotation a new refresh token in place of the given one.
     *
     * @throws OAuthRefusal 400 when the refresh token is expired, revoked, unknown or another client's
     */
    public synchronized IssuedTokens refresh(String clientId, String refreshToken) {
        Token known = refreshes.get(refreshToken);
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
        return issue(
                known.family(),
                known.consent(),
                rotate ? newText() : refreshToken,
                settings.now().accessTokenSeconds());
    }

    private IssuedTokens issue(long family, Consent consent, String refreshToken, long accessSeconds) {
        Instant now = clock.instant();
        String accessToken = access(family, consent, now.plusSeconds(accessSeconds));
        long refreshSeconds = settings.now().refreshTokenSeconds();
        refreshes.put(
                refreshToken, new Token(UUID.randomUUID(), family, consent, now, now.plusSeconds(refreshSeconds)));
        return new IssuedTokens(accessToken, accessSeconds, refreshToken, refreshSeconds, consent);
    }

    private String access(long family, Consent consent, Instant end) {
        Instant now = clock.instant();
        accesses.values().removeIf(access -> !access.end().isAfter(now));
        List<String> same = accesses.entrySet().stream()
                .filter(entry -> entry.getValue().consent().person().equals(consent.person()))
                .map(Map.Entry::getKey)
                .toList();
        if (same.size() >= MOST_PER_PERSON) {
            accesses.remove(same.getFirst());
        }
        String text = newText();
        accesses.put(text, new Token(UUID.randomUUID(), family, consent, now, end));
        return text;
    }

    /** What a live access token stands for. */
    public synchronized Optional<Consent> consent(String accessToken) {
        return access(accessToken).map(Grant::consent);
    }

    /** A live access token. */
    public synchronized Optional<Grant> access(String accessToken) {
        return Optional.ofNullable(accesses.get(accessToken))
                .filter(access -> access.end().isAfter(clock.instant()))
                .map(access -> access.grant(false));
    }

    /** Every live token, oldest first. */
    public synchronized List<Grant> live() {
        Instant now = clock.instant();
        List<Grant> live = new ArrayList<>();
        refreshes.values().stream()
                .filter(token -> token.end().isAfter(now))
                .forEach(token -> live.add(token.grant(true)));
        accesses.values().stream()
                .filter(token -> token.end().isAfter(now))
                .forEach(token -> live.add(token.grant(false)));
        return live;
    }

    /** Every token with its text, for the state file. */
    public synchronized List<SavedToken> save() {
        List<SavedToken> saved = new ArrayList<>();
        refreshes.forEach((text, token) -> saved.add(token.saved(text, true)));
        accesses.forEach((text, token) -> saved.add(token.saved(text, false)));
        return saved;
    }

    public synchronized void restore(SavedToken saved) {
        Token token = new Token(saved.id(), saved.family(), saved.consent(), saved.created(), saved.end());
        (saved.refresh() ? refreshes : accesses).put(saved.text(), token);
        families = Math.max(families, saved.family());
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
        Token known = refreshes.get(refreshToken.get());
        if (known == null) {
            return 0;
        }
        revokeFamily(known.family());
        return 1;
    }

    /**
     * Ends a token of whichever kind (RFC 7009): a refresh token with everything that descends from it, an access token
     * alone. Unknown ones and those of other clients are passed over, as the RFC wants.
     */
    public synchronized void revokeText(String clientId, String token) {
        Token refresh = refreshes.get(token);
        if (refresh != null && refresh.consent().clientId().equals(clientId)) {
            revokeFamily(refresh.family());
        }
        accesses.entrySet()
                .removeIf(entry -> entry.getKey().equals(token)
                        && entry.getValue().consent().clientId().equals(clientId));
    }

    /** Ends the token with this id, a refresh token with everything that descends from it; whether there was one. */
    public synchronized boolean revokeId(UUID id) {
        Optional<Token> refresh = refreshes.values().stream()
                .filter(token -> token.id().equals(id))
                .findFirst();
        refresh.ifPresent(token -> revokeFamily(token.family()));
        return accesses.values().removeIf(token -> token.id().equals(id)) || refresh.isPresent();
    }

    private void revokeFamily(long family) {
        refreshes.values().removeIf(token -> token.family() == family);
        accesses.values().removeIf(token -> token.family() == family);
    }

    /** Withdraws every consent, and every code, that the condition meets. */
    public synchronized void withdraw(Predicate<Consent> condition) {
        codes.values().removeIf(code -> condition.test(code.consent()));
        refreshes.values().removeIf(token -> condition.test(token.consent()));
        accesses.values().removeIf(token -> condition.test(token.consent()));
    }

    public synchronized void clear() {
        withdraw(consent -> true);
    }

    /** 64 letters and digits and the suffix. The official client takes underscores for the borders of three parts. */
    private String newText() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        byte[] digits = HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(digits) + suffix;
    }
}
