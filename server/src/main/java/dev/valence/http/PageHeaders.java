package dev.valence.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What browsers are told about pages: where things may come from, and who may show them. */
public final class PageHeaders {
    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'%s; img-src 'self' data:;"
                    + " font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";
    private static final String STRICT = POLICY.formatted("");
    /** The API documents' viewer writes style elements; scripts stay ours alone. */
    private static final String WITH_STYLES = POLICY.formatted(" 'unsafe-inline'");

    private PageHeaders() {}

    /** The headers of the HTML page at a path. */
    public static Map<String, String> of(String path) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", path.startsWith("/docs") ? WITH_STYLES : STRICT);
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        // The pop-up of an embedded connect button has to keep its opener, which it reports to.
        if (!path.equals("/connect") && !path.startsWith("/connect/")) {
            headers.put("Cross-Origin-Opener-Policy", "same-origin");
        }
        return headers;
    }
}
