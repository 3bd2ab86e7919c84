package dev.valence.hub;

import dev.valence.activity.Message;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps headers and the beginning of a body while they pass. */
final class Capture {
    private final List<Map.Entry<String, String>> headers;
    private final Buffer kept = Buffer.buffer();
    private final int most;
    private long bytes;

    Capture(MultiMap headers) {
        this(headers.entries());
    }

    Capture(List<Map.Entry<String, String>> headers) {
        this(headers, Message.KEPT);
    }

    /** @param most bytes that are kept */
    Capture(List<Map.Entry<String, String>> headers, int most) {
        this.headers = List.copyOf(headers);
        this.most = most;
    }

    void add(Buffer chunk) {
        bytes += chunk.length();
        int room = most - kept.length();
        if (room > 0) {
            kept.appendBuffer(chunk.slice(0, Math.min(room, chunk.length())));
        }
    }

    /** Memory that is held, in bytes. */
    int size() {
        return kept.length();
    }

    /** The body, when there was one and all of it is kept. */
    Optional<Buffer> whole() {
        return bytes > 0 && bytes == kept.length() ? Optional.of(kept) : Optional.empty();
    }

    Message message() {
        return new Message(headers, bytes == 0 ? Optional.empty() : Optional.of(kept), bytes);
    }
}
