package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The lines between the contents of a {@code multipart/form-data} body (RFC 7578), with a boundary nobody can guess. */
final class MultipartParts {
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

    /** What comes before a file's content. */
    Buffer file(String name, String fileName, Optional<String> mediaType) {
        String type = mediaType.filter(it -> MEDIA_TYPE.matcher(it).matches()).orElse(UNKNOWN_TYPE);
        return Buffer.buffer(
                start(name) + "; filename=\"" + escaped(fileName) + "\"\r\nContent-Type: " + type + "\r\n\r\n");
    }

    /** What comes after a file's content. */
    Buffer endOfFile() {
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
