package dev.valence.sandbox.oauth;

import dev.valence.sandbox.http.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A registered OAuth client.
 *
 * @param redirectUris compared as whole strings
 * @param anyLoopback whether every http or https loopback address is a redirect URI too
 * @param scopes everything it may ever ask for
 * @param blocked whether the organization's administrator has blocked it, so that everybody is denied
 * @param machine for a service app the key of its machine account; empty for an integration that people consent to
 */
public record Integration(
        String clientId,
        String name,
        String secret,
        List<String> redirectUris,
        boolean anyLoopback,
        Set<String> scopes,
        boolean blocked,
        Optional<String> machine,
        Instant created) {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    public Integration {
        redirectUris = List.copyOf(redirectUris);
        scopes = Set.copyOf(scopes);
    }

    /** Whether the address is one of the registered ones. */
    public boolean accepts(String redirectUri) {
        return redirectUris.contains(redirectUri) || (anyLoopback && isAddress(redirectUri) && isLoopback(redirectUri));
    }

    /** Where a browser goes that was sent without an address: to the only one there is. */
    public Optional<String> onlyRedirectUri() {
        return redirectUris.size() == 1 && !anyLoopback ? Optional.of(redirectUris.getFirst()) : Optional.empty();
    }

    /**
     * Checks an address that is to be registered: http or https, without user name and fragment (RFC 6749, 3.1.2).
     *
     * @throws Refusal 400
     */
    public static void checkRedirectUri(String redirectUri) {
        if (!isAddress(redirectUri)) {
            throw new Refusal(
                    400,
                    "The redirect URI " + redirectUri
                            + " must be an http or https address without user name and fragment.");
        }
    }

    private static boolean isAddress(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isLoopback(String address) {
        String host = URI.create(address).getHost();
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    public boolean hasSecret(String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    Integration withSecret(String changed) {
        return new Integration(clientId, name, changed, redirectUris, anyLoopback, scopes, blocked, machine, created);
    }

    Integration withBlocked(boolean changed) {
        return new Integration(clientId, name, secret, redirectUris, anyLoopback, scopes, changed, machine, created);
    }

    @Override
    public String toString() {
        return "integration " + clientId;
    }
}
