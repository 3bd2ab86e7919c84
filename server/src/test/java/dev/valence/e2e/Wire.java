package dev.valence.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends whatever it is given, valid or not. */
final class Wire {
    /** Every answer has to come within this, in milliseconds. */
    private static final int LIMIT = 5_000;

    private Wire() {}

    /** What came back, as text; empty when the connection was closed without a word. */
    record Reply(String text) {
        /** The status; 0 when there is none. */
        int status() {
            return text.startsWith("HTTP/1.1 ") || text.startsWith("HTTP/1.0 ")
                    ? Integer.parseInt(text.substring(9, 12))
                    : 0;
        }

        /** All behind the head. */
        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }

    static int status(int port, String request) {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1)).status();
    }

    /**
     * Sends bytes and reads until the server closes, or an answer is complete as far as its Content-Length says.
     *
     * @throws AssertionError when nothing comes in time
     */
    static Reply send(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LIMIT);
            // Sent beside the reading: the server may answer, and stop reading, before it has all.
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    out.write(request);
                    out.flush();
                } catch (IOException e) {
                    // Refused in the middle; what was answered tells why.
                    return;
                }
            });
            Reply reply = read(socket.getInputStream());
            socket.shutdownInput();
            writer.interrupt();
            return reply;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("No answer within " + LIMIT + " ms", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the beginning of a request and hangs up without waiting for an answer. */
    static void cutOff(int port, byte[]... beginning) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            for (byte[] piece : beginning) {
                out.write(piece);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply read(InputStream in) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                received.write(buffer, 0, count);
                Reply reply = new Reply(received.toString(StandardCharsets.UTF_8));
                if (isComplete(reply)) {
                    return reply;
                }
            }
        } catch (SocketException e) {
            // Closed while we still sent; what came before counts.
            return new Reply(received.toString(StandardCharsets.UTF_8));
        }
        return new Reply(received.toString(StandardCharsets.UTF_8));
    }

    private static boolean isComplete(Reply reply) {
        int end = reply.text().indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        for (String line : reply.text().substring(0, end).split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                int length = Integer.parseInt(line.substring(15).strip());
                return reply.body().getBytes(StandardCharsets.UTF_8).length >= length;
            }
        }
        return false;
    }
}
