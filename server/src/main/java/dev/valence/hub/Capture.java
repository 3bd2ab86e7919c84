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
    private long bytes;

    Capture(MultiMap headers) {
        this(headers.entries());
    }

    Capture(List<Map.Entry<String, String>> headers) {
        this.headers = List.copyOf(headers);
    }

    void add(Buffer chunk) {
        bytes += chunk.length();
        int room = Message.KEPT - kept.length();
        if (room > 0) {
            kept.appendBuffer(chunk.slice(0, Math.min(room, chunk.length())));
        }
    }

    /** Memory that is held, in bytes. */
    int size() {
        return kept.length();
    }

    Message message() {
        return new Message(headers, bytes == 0 ? Optional.empty() : Optional.of(kept), bytes);
    }
}
