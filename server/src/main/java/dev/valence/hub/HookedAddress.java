package dev.valence.hub;

import dev.valence.http.BadRequest;
import java.util.regex.Pattern;

/**
 * Where a hook sends a request.
 *
 * @param path whole path, percent-encoded, with its slash
 * @param query raw query, empty for none
 */
record HookedAddress(BaseUrl base, String path, String query) {
    /** Of RFC 3986 what a segment may hold; a quote and a number sign would end it for some readers. */
    private static final Pattern PATH = Pattern.compile("(/[!$-;=@-Z_a-z~]*)?");

    /**
     * A whole URL.
     *
     * @throws BadRequest when it is none
     */
    static HookedAddress of(String url) {
        int scheme = url.indexOf("://");
        int end = scheme < 0 ? url.length() : scheme + 3;
        while (end < url.length() && url.charAt(end) != '/' && url.charAt(end) != '?') {
            end++;
        }
        return at(BaseUrl.at(url.substring(0, end), "request_vendor_url"), url.substring(end));
    }

    /**
     * A path behind that of {@code base.url}.
     *
     * @throws BadRequest when it is none
     */
    static HookedAddress below(BaseUrl base, String path) {
        boolean whole = path.isEmpty() || path.startsWith("/") || path.startsWith("?");
        return at(base, base.path() + (whole ? "" : "/") + path);
    }

    private static HookedAddress at(BaseUrl base, String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (!PATH.matcher(path).matches()) {
            throw new BadRequest("'" + path + "' is no path; percent-encode its segments");
        }
        return new HookedAddress(base, path.isEmpty() ? "/" : path, question < 0 ? "" : target.substring(question + 1));
    }
}
