package dev.valence.hub;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.http.BadRequest;
import dev.valence.instance.Configuration;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an instance's provider is, taken apart once.
 *
 * @param tls whether https is spoken
 * @param host name or literal address, without brackets
 * @param path prefix of every vendor path, without a slash at its end
 */
record BaseUrl(boolean tls, String host, int port, String path) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");
    private static final Cache<String, BaseUrl> PARSED =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /**
     * The base URL of a configuration; placeholders such as <code>{subdomain}</code> are other entries.
     *
     * @throws BadRequest when there is none or it is no http or https URL
     */
    static BaseUrl of(Configuration configuration) {
        String text = configuration
                .get("base.url")
                .orElseThrow(() -> new BadRequest("The instance has no base.url; set it in its configuration"));
        String url = text.indexOf('{') < 0 ? text : filled(text, configuration);
        return PARSED.get(url, whole -> parse(whole, "base.url"));
    }

    /**
     * An address that came from elsewhere.
     *
     * @param what its name, for messages
     * @throws BadRequest when it is no http or https URL
     */
    static BaseUrl at(String url, String what) {
        return parse(url, what);
    }

    private static String filled(String text, Configuration configuration) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(configuration
                .get(found.group(1))
                .orElseThrow(() -> new BadRequest(
                        "base.url needs the configuration entry " + found.group(1) + ", which has no value"))));
    }

    private static BaseUrl parse(String text, String what) {
        try {
            URI url = new URI(text);
            String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            String host = Optional.ofNullable(url.getHost()).orElse("");
            boolean plainAuthority = url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
            if ((scheme.equals("http") || scheme.equals("https")) && !host.isEmpty() && plainAuthority) {
                boolean tls = scheme.equals("https");
                String path = Optional.ofNullable(url.getRawPath()).orElse("");
                return new BaseUrl(
                        tls,
                        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                        url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80,
                        path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
            }
        } catch (URISyntaxException e) {
            throw new BadRequest(what + " is not a URL; correct it in the instance's configuration", e);
        }
        throw new BadRequest(what + " must be an http or https URL without user, query and fragment");
    }

    /** What goes into the Host header. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
