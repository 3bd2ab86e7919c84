package dev.valence.sandbox.http;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer as a value, so that a fault can hold it, cut it or throw it away. */
public record Reply(int status, Map<String, String> headers, Body body) {

    /** The bytes of an answer. */
    public sealed interface Body {}

    /** No body at all. */
    public record Empty() implements Body {}

    /** A body in memory, sent as UTF-8. */
    public record Text(String text) implements Body {}

    /** A body on disk, sent without being read into memory; {@code size} in bytes. */
    public record Stored(Path path, long size) implements Body {}

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new Empty());
    }

    public static Reply json(int status, Object value) {
        return new Reply(status, Map.of("Content-Type", "application/json;charset=UTF-8"), new Text(Json.text(value)));
    }

    public static Reply html(int status, String page) {
        return new Reply(status, Map.of("Content-Type", "text/html;charset=UTF-8"), new Text(page));
    }

    public static Reply redirect(String location) {
        return new Reply(302, Map.of("Location", location), new Empty());
    }

    /** The same answer with another text. */
    public Reply withBody(String text) {
        return new Reply(status, headers, new Text(text));
    }

    /** The same answer with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
