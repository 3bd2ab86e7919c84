package dev.valence.hub;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The facts of a caller's request that steps look at.
 *
 * @param method verb, upper case
 * @param path behind the API prefix and an optional {@code /hubs/{hub}}, still percent-encoded
 * @param query its parameters
 * @param authorization the whole header
 */
record Incoming(HttpServerRequest request, String method, String path, QueryString query, String authorization) {
    static final String PREFIX = "/elements/api-v2";
    private static final String HUBS = "/hubs/";

    static Incoming of(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("");
        return new Incoming(
                request,
                request.method().name(),
                resourcePath(path),
                QueryString.parse(request.query()),
                Optional.ofNullable(request.getHeader("Authorization")).orElse(""));
    }

    /** The first header of this name. */
    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** Whether the {@code Accept} header leaves room for JSON. */
    boolean acceptsJson() {
        return header("Accept")
                .map(accept -> accept.isBlank()
                        || accept.contains("*/*")
                        || accept.contains("json")
                        || accept.contains("application/*"))
                .orElse(true);
    }

    /** What stands behind the prefix and the hub; the hub's name is not checked: the token decides. */
    static String resourcePath(String whole) {
        String path = whole.substring(Math.min(PREFIX.length(), whole.length()));
        if (!path.startsWith(HUBS)) {
            return path;
        }
        int end = path.indexOf('/', HUBS.length());
        return end < 0 ? path : path.substring(end);
    }
}
