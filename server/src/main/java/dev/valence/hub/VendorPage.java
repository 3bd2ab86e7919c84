package dev.valence.hub;

import dev.valence.http.BadRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A further page of a vendor that pages by links: the query string of the link, and nothing else of it.
 *
 * <p>Scheme, host and path of the next call always come from the instance's own configuration, so neither a vendor nor
 * a caller with a forged token can send the credentials anywhere else.
 *
 * @param query raw, without the question mark: printable ASCII, at most 8 KB
 */
public record VendorPage(String query) {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_REPORTED = 100;
    private static final String NOT_A_TOKEN = "nextPage is not a token of this server;"
            + " send the value of Elements-Next-Page-Token unchanged, or leave it empty for the first page";
    private static final System.Logger LOG = System.getLogger(VendorPage.class.getName());
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    public VendorPage {
        if (!isQuery(query)) {
            throw new IllegalArgumentException("Not a query string");
        }
    }

    /**
     * The page that the reply's link leads to.
     *
     * <p>A link to another path than the request's own is not followed: the list ends there, and a warning is logged
     * once for each pair of paths. So is a link without a query, or one that is not a URI.
     *
     * @param requestPath raw path of the request that was answered
     */
    public static Optional<VendorPage> after(LinkHeader links, String requestPath) {
        return links.next().flatMap(target -> page(target, requestPath));
    }

    /**
     * Reads a token.
     *
     * @throws BadRequest when the text is not a token of this server
     */
    public static VendorPage decode(String token) {
        try {
            if (token.length() <= MAX_LENGTH * 4 / 3 + 4) {
                String query = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1);
                if (isQuery(query)) {
                    return new VendorPage(query);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequest(NOT_A_TOKEN, e);
        }
        throw new BadRequest(NOT_A_TOKEN);
    }

    /** The token: base64url of the query, without padding. */
    public String encode() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(query.getBytes(StandardCharsets.US_ASCII));
    }

    /** Path and query of the request for this page. */
    public String requestUri(String path) {
        return path + '?' + query;
    }

    private static Optional<VendorPage> page(String target, String requestPath) {
        try {
            URI link = new URI(target);
            String path = Optional.ofNullable(link.getRawPath()).orElse("");
            String query = Optional.ofNullable(link.getRawQuery()).orElse("");
            boolean samePath = path.equals(requestPath) || (path.isEmpty() && link.getRawAuthority() == null);
            if (samePath && isQuery(query)) {
                return Optional.of(new VendorPage(query));
            }
            report(requestPath, samePath ? "has no usable query" : "leads to the path " + path);
        } catch (URISyntaxException e) {
            report(requestPath, "is not a URI");
        }
        return Optional.empty();
    }

    private static void report(String requestPath, String fault) {
        if (REPORTED.size() < MAX_REPORTED && REPORTED.add(requestPath + ' ' + fault)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The provider''s link to the next page of {0} {1}; it is not followed, the list ends there",
                    requestPath,
                    fault);
        }
    }

    private static boolean isQuery(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#');
    }
}
