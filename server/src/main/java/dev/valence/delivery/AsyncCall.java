package dev.valence.delivery;

import dev.valence.http.BadRequest;
import dev.valence.http.Headers;
import dev.valence.hub.OwnCalls;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A hub call whose answer goes to a callback.
 *
 * @param path behind the API's prefix, with its query
 * @param headers those that the call goes on with
 * @param callback where the answer is to go; empty for the callback of the instance
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
record AsyncCall(
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        Optional<String> authorization,
        Optional<String> callback) {
    /** Vendors that take longer have forgotten. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final List<String> PASSED = List.of("Accept", "Content-Type", Headers.VERSION);

    static AsyncCall of(HttpServerRequest request, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        PASSED.forEach(
                name -> Optional.ofNullable(request.getHeader(name)).ifPresent(value -> headers.put(name, value)));
        return new AsyncCall(
                request.method().name(),
                path(request),
                headers,
                body,
                Optional.ofNullable(request.getHeader("Authorization")),
                Optional.ofNullable(request.getHeader(Headers.ASYNC_CALLBACK_URL))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty()));
    }

    private static String path(HttpServerRequest request) {
        String path = String.valueOf(request.path()).substring(OwnCalls.PREFIX.length());
        String whole = Optional.ofNullable(request.query())
                .map(query -> path + "?" + query)
                .orElse(path);
        try {
            return new URI(whole).toString();
        } catch (URISyntaxException e) {
            throw new BadRequest(
                    "The address of an asynchronous call has characters that must be percent-encoded, near position "
                            + e.getIndex() + " of " + whole,
                    e);
        }
    }

    /** The same call as one that is waited for. */
    OwnCalls.Request awaited() {
        return new OwnCalls.Request(
                method,
                path,
                headers,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body),
                LIMIT);
    }

    /**
     * An address that an answer can be posted to: absolute, or a path of the platform such as
     * {@code /formulas/instances/7/executions}.
     *
     * @throws BadRequest when it is neither
     */
    static URI address(String text) {
        try {
            URI address = new URI(text);
            String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            boolean absolute = (scheme.equals("http") || scheme.equals("https")) && address.getHost() != null;
            if (absolute || (scheme.isEmpty() && text.startsWith("/") && !text.startsWith("//"))) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw wrong(e);
        }
        throw wrong(new URISyntaxException("", "no http address"));
    }

    private static BadRequest wrong(URISyntaxException cause) {
        return new BadRequest(
                Headers.ASYNC_CALLBACK_URL + " must be an address with http:// or https://, or a path of the platform"
                        + " such as /formulas/instances/7/executions",
                cause);
    }

    /** Nothing of what it holds: it may be secret. */
    @Override
    public String toString() {
        return "AsyncCall[" + method + " " + path.replaceAll("\\?.*", "") + "]";
    }
}
