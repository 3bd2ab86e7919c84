package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The lines between the contents of a {@code multipart/form-data} body (RFC 7578), with a boundary nobody can guess. */
final class MultipartLines {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~]+/[!-~][ -~]*");
    private static final Pattern UNSAFE = Pattern.compile("[\\x00-\\x1F\\x7F\"\\\\]");
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final String boundary = "valence-" + UUID.randomUUID();

    String boundary() {
        return boundary;
    }

    /** A whole text part. */
    Buffer text(String name, String value) {
        return Buffer.buffer(start(name) + "\r\n\r\n" + value + "\r\n");
    }

    /** What comes before a part's content. */
    Buffer head(MultipartPart part) {
        StringBuilder head = new StringBuilder(start(part.name()));
        part.fileName()
                .ifPresent(name ->
                        head.append("; filename=\"").append(escaped(name)).append('"'));
        Optional<String> type =
                part.mediaType().filter(it -> MEDIA_TYPE.matcher(it).matches());
        type.or(() -> part.fileName().map(file -> UNKNOWN_TYPE))
                .ifPresent(it -> head.append("\r\nContent-Type: ").append(it));
        return Buffer.buffer(head.append("\r\n\r\n").toString());
    }

    /** What comes after a part's content. */
    Buffer endOfPart() {
        return Buffer.buffer("\r\n");
    }

    /** What comes after the last part. */
    Buffer end() {
        return Buffer.buffer("--" + boundary + "--\r\n");
    }

    private String start(String name) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped(name) + '"';
    }

    /** Percent-encodes what could end the quotes or the line, as browsers do (HTML standard, multipart/form-data). */
    private static String escaped(String text) {
        return UNSAFE.matcher(text)
                .replaceAll(sign -> "%%%02X".formatted((int) sign.group().charAt(0)));
    }
}
