package dev.valence.sandbox.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A registered OAuth client whose redirect URIs are every loopback address, any port and path.
 *
 * @param scopes everything it may ever ask for
 */
public record Integration(String clientId, String name, String secret, Set<String> scopes) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    /** Whether the redirect URI is http or https on loopback, without user name and fragment (RFC 6749, 3.1.2). */
    public boolean accepts(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https"))
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && LOOPBACK.matcher(host).matches();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public boolean hasSecret(String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "integration " + clientId;
    }
}
