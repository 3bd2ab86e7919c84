package dev.valence.e2e;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** A {@code multipart/form-data} body with a text and one file. */
final class Form {
    static final String BOUNDARY = "a-boundary-of-the-test";
    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private final List<byte[]> pieces;

    Form(String fileName, byte[] content) {
        String start = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nsee the file\r\n--"
                + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/x-test\r\n\r\n";
        String end = "\r\n--" + BOUNDARY + "--\r\n";
        this.pieces = List.of(start.getBytes(StandardCharsets.UTF_8), content, end.getBytes(StandardCharsets.UTF_8));
    }

    int length() {
        return pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    /** The body piece by piece, with its length known before. */
    BodyPublisher publisher() {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::stream), length());
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(length());
        pieces.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private InputStream stream() {
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().map(ByteArrayInputStream::new).toList()));
    }
}
