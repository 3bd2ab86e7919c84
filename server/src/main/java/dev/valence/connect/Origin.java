package dev.valence.connect;

import dev.valence.http.BadRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The origin of a page: scheme, host and port (RFC 6454). */
final class Origin {
    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Origin() {}

    /**
     * The origin as browsers write it.
     *
     * @throws BadRequest when it is more or less than an origin, or plain http to another machine
     */
    static String of(String text) {
        URI uri = parse(text);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        boolean bare = Optional.ofNullable(uri.getRawPath()).orElse("").isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawUserInfo() == null;
        boolean safe = scheme.equals("https") || (scheme.equals("http") && OF_THIS_MACHINE.contains(host));
        boolean possible = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 65_535);
        if (!bare || !safe || !possible || host.isEmpty()) {
            throw new BadRequest("origin must be scheme, host and port of your page and nothing more, like"
                    + " https://app.example; plain http is taken for localhost only");
        }
        boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new BadRequest("origin is not a URL; send it like https://app.example", e);
        }
    }
}
