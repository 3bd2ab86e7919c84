package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Set;

/**
 * A request to the provider, complete but for the credentials.
 *
 * @param method verb
 * @param base where the provider is
 * @param path whole path, percent-encoded
 * @param query raw query, empty for none
 * @param headers besides those that the body brings
 * @param without headers of every request that this one has not
 */
record VendorRequest(
        String method,
        BaseUrl base,
        String path,
        String query,
        Map<String, String> headers,
        Set<String> without,
        VendorBody body) {

    VendorRequest(
            String method, BaseUrl base, String path, String query, Map<String, String> headers, VendorBody body) {
        this(method, base, path, query, headers, Set.of(), body);
    }

    /** Path and query as they stand in the request line. */
    String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Whether sending it twice does no more than sending it once (RFC 9110 section 9.2.2). */
    boolean idempotent() {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    VendorRequest with(VendorBody other) {
        return new VendorRequest(method, base, path, query, headers, without, other);
    }

    VendorRequest with(Map<String, String> otherHeaders, Set<String> missing) {
        return new VendorRequest(method, base, path, query, otherHeaders, missing, body);
    }

    /** The same to another place. */
    VendorRequest as(String otherMethod, BaseUrl otherBase, String otherPath, String otherQuery) {
        return new VendorRequest(otherMethod, otherBase, otherPath, otherQuery, headers, without, body);
    }

    /** What is sent along. */
    sealed interface VendorBody {
        /** Nothing. */
        record None() implements VendorBody {}

        /** A body in memory, which can be sent again. */
        record Whole(String contentType, Buffer bytes) implements VendorBody {}

        /** The caller's multipart body, which passes through and can be read once. */
        record Streamed(MultipartRewrite parts) implements VendorBody {}
    }
}
