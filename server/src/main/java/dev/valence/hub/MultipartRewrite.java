package dev.valence.hub;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sends a caller's {@code multipart/form-data} body on to the provider as a new one while it arrives.
 *
 * <p>The added text parts come first, then the caller's parts in their order with file name and content type. A caller's part whose new name is among the added ones is left out: what is added wins.
 *
 * @param renamed the provider's name for the caller's part name; other parts keep theirs
 * @param dropped the caller's part names that the provider must not see
 * @param added text parts by the provider's name, in this order
 */
public record MultipartRewrite(Map<String, String> renamed, Set<String> dropped, Map<String, String> added) {
    /** How a transfer ended well. */
    public enum Outcome {
        /** The whole body was sent. */
        SENT,
        /** The provider answered before that; its answer counts, its connection cannot be used again. */
        ANSWERED_EARLY
    }

    public MultipartRewrite {
        renamed = Map.copyOf(renamed);
        dropped = Set.copyOf(dropped);
        added = Collections.unmodifiableMap(new LinkedHashMap<>(added));
    }

    /**
     * Moves the body. Both requests belong to the calling event loop; the body of {@code from} was not read before.
     *
     * <p>The slower side sets the pace; a few network buffers are held, whatever the size of the parts. When the caller fails half-way the provider's request is reset; when the
     * provider fails the caller is not read any further, so its connection should be closed after the reply.
     *
     * @return fails with {@link dev.valence.http.BadRequest} when the body is not such a form, otherwise with the failure
     *     of the side that broke
     */
    public Future<Outcome> pipe(HttpServerRequest from, HttpClientRequest to) {
        return new MultipartTransfer(this, from, to).start();
    }

    /** The provider's name of a caller's part. */
    String name(String part) {
        return renamed.getOrDefault(part, part);
    }

    /** Whether a caller's part goes to the provider. */
    boolean wants(String part) {
        return !dropped.contains(part) && !added.containsKey(name(part));
    }
}
