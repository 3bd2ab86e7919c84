package dev.valence.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The percent-encoding of a request target (RFC 3986): two hexadecimal digits each, together proper UTF-8. */
final class PercentEncoding {
    private PercentEncoding() {}

    /**
     * Checks path and query; costs nothing when nothing is encoded.
     *
     * @throws BadRequest naming the position of the fault
     */
    static void require(String target) {
        int at = target.indexOf('%');
        while (at >= 0) {
            int end = at;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (end < target.length() && target.charAt(end) == '%') {
                bytes.write(octet(target, end));
                end += 3;
            }
            requireUtf8(bytes.toByteArray(), at);
            at = target.indexOf('%', end);
        }
    }

    private static int octet(String target, int at) {
        int high = at + 2 < target.length() ? Character.digit(target.charAt(at + 1), 16) : -1;
        int low = at + 2 < target.length() ? Character.digit(target.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new BadRequest("The URL is not properly percent-encoded at position " + (at + 1)
                    + "; a % must be followed by two hexadecimal digits, or be written as %25");
        }
        return high * 16 + low;
    }

    private static void requireUtf8(byte[] bytes, int at) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new BadRequest(
                    "The URL has percent-encoded bytes at position " + (at + 1) + " that are not UTF-8", e);
        }
    }
}
