package dev.valence.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Clients that begin requests and do not end them, from an address of their own ({@code 127.0.0.2}). */
final class Crowd implements AutoCloseable {
    private final int port;
    private final List<Socket> sockets = new ArrayList<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    Crowd(int port) {
        this.port = port;
    }

    /** Sends a head; answers where its body goes. */
    OutputStream begin(String method, String path, String... headers) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName("127.0.0.2"), 0);
            sockets.add(socket);
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.startVirtualThread(() -> listen(socket));
            return socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes in the background: the server may stop reading. */
    void send(OutputStream out, byte[] bytes) {
        Thread.startVirtualThread(() -> {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException refused) {
                return;
            }
        });
    }

    /** How many were answered with text that begins so. */
    long answered(String beginning) {
        return answers.stream().filter(answer -> answer.startsWith(beginning)).count();
    }

    private void listen(Socket socket) {
        try {
            byte[] head = socket.getInputStream().readNBytes(12);
            answers.add(new String(head, StandardCharsets.US_ASCII));
        } catch (IOException over) {
            return;
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
