package dev.valence.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Refusals for pages that know what to do about them.
 *
 * <p>A browser writes every reply of 400 and above into its console as an error of the page, even the everyday ones: a
 * mistyped password, one more of them than is allowed, something that was deleted. A call that {@code Prefer}s otherwise (RFC 7240) gets them as 200, with
 * the status in a header of ours. The server's own faults stay what they are.
 */
final class QuietErrors {
    private static final String PREFERENCE = "quiet-errors";
    private static final String APPLIED = "Preference-Applied";
    private static final String STATUS = "Valence-Status";

    private QuietErrors() {}

    static void arrange(HttpServerRequest request) {
        if (PREFERENCE.equals(request.getHeader("Prefer"))) {
            request.response().putHeader(APPLIED, PREFERENCE);
        }
    }

    /** The status to answer with, when it should be this one. */
    static int status(int status, HttpServerResponse response) {
        boolean quiet = status >= 400 && status < 500;
        if (!quiet || !PREFERENCE.equals(response.headers().get(APPLIED))) {
            return status;
        }
        response.putHeader(STATUS, String.valueOf(status));
        return 200;
    }
}
