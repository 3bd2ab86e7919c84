package dev.valence.hub;

import dev.valence.http.BadRequest;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a {@code multipart/form-data} body (RFC 7578, RFC 2046 section 5.1) apart while it arrives in pieces of any size.
 *
 * <p>Netty's decoder is not used: it adds a stray CR to a content when a piece ends between CR and LF of the delimiter,
 * changes names with {@code ; , = :} in them, and loses the order and the media types of text parts.
 */
final class MultipartReader {
    /** Bytes of the headers of one part. */
    static final int MAX_HEADERS = 16 * 1024;

    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/form-data\\s*;.*?\\bboundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*",
            Pattern.CASE_INSENSITIVE);
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** What the reader finds, in the order of the body. */
    interface Parts {
        void begins(MultipartPart part);

        void content(Buffer piece);

        void ended();
    }

    private enum Place {
        PREAMBLE,
        DELIMITER,
        HEADERS,
        CONTENT,
        EPILOGUE
    }

    private final byte[] delimiter;
    private final Parts parts;
    private Place place = Place.PREAMBLE;
    // The first delimiter may stand at the very start, without a line before it.
    private byte[] left = {'\r', '\n'};

    /**
     * @throws BadRequest when the content type is another one or has no boundary
     */
    MultipartReader(String contentType, Parts parts) {
        Matcher type = BOUNDARY.matcher(contentType);
        if (!type.matches()) {
            throw new BadRequest("Content-Type must be multipart/form-data with a boundary");
        }
        String boundary = type.group(1) == null ? type.group(2) : type.group(1);
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        this.parts = parts;
    }

    /**
     * Takes the next piece.
     *
     * @throws BadRequest when the body is not a form
     */
    void feed(Buffer piece) {
        byte[] bytes = Arrays.copyOf(left, left.length + piece.length());
        piece.getBytes(bytes, left.length);
        int at = 0;
        int next = step(bytes, at);
        while (next >= 0) {
            at = next;
            next = step(bytes, at);
        }
        left = Arrays.copyOfRange(bytes, at + (-1 - next), bytes.length);
    }

    /**
     * The body is over.
     *
     * @throws BadRequest when its last delimiter is missing
     */
    void end() {
        if (place != Place.EPILOGUE) {
            throw new BadRequest("The form ends without its closing boundary; it was cut off or built wrongly");
        }
    }

    /** Goes on from {@code at}; gives the new place, or {@code -1 - n} when n more bytes are done and more are needed. */
    private int step(byte[] bytes, int at) {
        return switch (place) {
            case PREAMBLE, CONTENT -> content(bytes, at);
            case DELIMITER -> delimiter(bytes, at);
            case HEADERS -> headers(bytes, at);
            case EPILOGUE -> -1 - (bytes.length - at);
        };
    }

    private int content(byte[] bytes, int at) {
        int found = find(bytes, at, delimiter);
        int to = found >= 0 ? found : Math.max(at, bytes.length - delimiter.length + 1);
        if (place == Place.CONTENT && to > at) {
            parts.content(Buffer.buffer(to - at).appendBytes(bytes, at, to - at));
        }
        if (found < 0) {
            return -1 - (to - at);
        }
        if (place == Place.CONTENT) {
            parts.ended();
        }
        place = Place.DELIMITER;
        return found + delimiter.length;
    }

    private int delimiter(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        if (bytes.length - at < 2) {
            return -1 - (at - from);
        }
        if (bytes[at] == '-' && bytes[at + 1] == '-') {
            place = Place.EPILOGUE;
        } else if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
            place = Place.HEADERS;
        } else {
            throw new BadRequest("The form has text behind a boundary; each boundary ends its line");
        }
        return at;
    }

    private int headers(byte[] bytes, int at) {
        int end = find(bytes, at, END_OF_HEADERS);
        if ((end < 0 ? bytes.length : end) - at > MAX_HEADERS) {
            throw new BadRequest("The headers of a part of the form are longer than " + MAX_HEADERS + " bytes");
        }
        if (end < 0) {
            return -1;
        }
        parts.begins(MultipartPart.parse(new String(bytes, at, end - at, StandardCharsets.UTF_8)));
        place = Place.CONTENT;
        return end + END_OF_HEADERS.length;
    }

    private static int find(byte[] bytes, int from, byte[] wanted) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
