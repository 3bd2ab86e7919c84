package dev.valence.sandbox;

import dev.valence.sandbox.Browser.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends what a well-behaved client would not. */
final class RawSocket {
    private RawSocket() {}

    static Answer send(String method, String path, String token) {
        URI root = URI.create(Browser.root());
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("""
                            %s %s HTTP/1.1\r
                            Host: %s\r
                            Authorization: Bearer %s\r
                            Connection: close\r
                            \r
                            """.formatted(method, path, root.getAuthority(), token)
                    .getBytes(StandardCharsets.UTF_8));
            String[] halves =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\r\n\r\n", 2);
            Map<String, String> headers = new LinkedHashMap<>();
            String[] lines = halves[0].split("\r\n", -1);
            for (int i = 1; i < lines.length; i++) {
                String[] header = lines[i].split(": ?", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
            return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), halves[1], headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
