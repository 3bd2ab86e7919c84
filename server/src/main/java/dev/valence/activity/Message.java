package dev.valence.activity;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request or reply as it was seen; kept for traced calls only, and stored without secrets.
 *
 * @param headers in their order
 * @param body the beginning of it; absent when there was none or it was passed through unseen
 * @param bodyBytes how long the whole body was, as far as it was seen
 */
public record Message(List<Map.Entry<String, String>> headers, Optional<Buffer> body, long bodyBytes) {
    /** How much of a body is kept, in bytes. */
    public static final int KEPT = 16 * 1024;

    /** Nothing of what it holds: it may be secret. */
    @Override
    public String toString() {
        return "Message[" + headers.size() + " headers, " + bodyBytes + " bytes]";
    }
}
