package dev.valence.sandbox.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request with its body read.
 *
 * @param trackingId names this call in the reply's header and in error bodies
 * @param origin scheme, host and port as the caller sees them, without a trailing slash
 * @param prefix the provider's path prefix, for example {@code /webex/v1}
 * @param path the path after the prefix, not decoded
 * @param query the query as sent, without the question mark
 * @param headers by lower-case name
 */
public record Call(
        String trackingId,
        String method,
        String origin,
        String prefix,
        String path,
        String query,
        Map<String, String> headers,
        Buffer body,
        Parameters form,
        List<Upload> uploads) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Media type in lower case without its parameters; empty when none was sent. */
    public String mediaType() {
        return header("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    public boolean isForm() {
        return mediaType().equals("application/x-www-form-urlencoded") || isMultipart();
    }

    public boolean isMultipart() {
        return mediaType().equals("multipart/form-data");
    }

    public boolean isJson() {
        return mediaType().equals("application/json") || mediaType().endsWith("+json");
    }

    /** The same call with more files. */
    public Call with(List<Upload> more) {
        List<Upload> all = Stream.concat(uploads.stream(), more.stream()).toList();
        return new Call(trackingId, method, origin, prefix, path, query, headers, body, form, all);
    }

    public Parameters parameters() {
        return Parameters.parse(query);
    }

    /** The token of {@code Authorization: Bearer}. */
    public Optional<String> bearer() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    /** Address of the provider's root, as this caller reaches it. */
    public String base() {
        return origin + prefix;
    }

    @Override
    public String toString() {
        return method + " " + prefix + path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Call call && call.trackingId.equals(trackingId);
    }

    @Override
    public int hashCode() {
        return trackingId.hashCode();
    }
}
