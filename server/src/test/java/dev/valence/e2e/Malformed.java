package dev.valence.e2e;

import java.nio.charset.StandardCharsets;

/**
 * A request that a server has to refuse, as it goes over the wire.
 *
 * @param word what the message has to hold, without regard to case
 * @param line method and target
 * @param authorization value of the header; empty for none
 * @param headers further header lines, each with its end
 * @param body one character for each byte
 */
record Malformed(String what, int status, String word, String line, String authorization, String headers, String body) {
    /** Without a body. */
    static Malformed line(String what, int status, String word, String line, String authorization) {
        return new Malformed(what, status, word, line, authorization, "", "");
    }

    /** With a body of text that is said to be JSON. */
    static Malformed json(String what, int status, String word, String line, String authorization, String body) {
        return bytes(what, status, word, line, authorization, body.getBytes(StandardCharsets.UTF_8));
    }

    /** With any bytes that are said to be JSON. */
    static Malformed bytes(String what, int status, String word, String line, String authorization, byte[] body) {
        return new Malformed(
                what,
                status,
                word,
                line,
                authorization,
                "Content-Type: application/json\r\n",
                new String(body, StandardCharsets.ISO_8859_1));
    }

    /** With one more header line. */
    Malformed with(String more) {
        return new Malformed(what, status, word, line, authorization, headers + more + "\r\n", body);
    }

    byte[] wire() {
        StringBuilder wire = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
        if (!authorization.isEmpty()) {
            wire.append("Authorization: ").append(authorization).append("\r\n");
        }
        wire.append(headers);
        if (!headers.contains("Transfer-Encoding") && !headers.contains("Content-Length")) {
            wire.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return wire.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Short, and without the secrets. */
    @Override
    public String toString() {
        return what;
    }
}
