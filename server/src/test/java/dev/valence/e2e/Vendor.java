package dev.valence.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A provider that answers exactly the bytes that a test gives it; for what the sandbox, being a proper one, never
 * answers. One request for each connection.
 */
final class Vendor implements AutoCloseable {
    private final ServerSocket socket;
    private final Function<Request, byte[]> script;
    private final List<Request> requests = new ArrayList<>();

    /** What arrived; the header names are in lower case. */
    record Request(String line, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return Api.JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }
    }

    private Vendor(ServerSocket socket, Function<Request, byte[]> script) {
        this.socket = socket;
        this.script = script;
    }

    /** Starts on a free loopback port. */
    static Vendor start(Function<Request, byte[]> script) {
        try {
            Vendor vendor = new Vendor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
            Thread.ofVirtual().name("vendor").start(vendor::accept);
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that answers everything with this JSON. */
    static Vendor answering(String json) {
        return start(request -> json(json));
    }

    static byte[] json(String json, String... headers) {
        return reply("200 OK", json, headers);
    }

    /** A whole HTTP reply that closes its connection. */
    static byte[] reply(String status, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (List.of(headers).stream().noneMatch(header -> header.startsWith("Content-Type"))) {
            head.append("Content-Type: application/json\r\n");
        }
        head.append("Content-Length: ").append(bytes.length).append("\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(bytes);
        return whole.toByteArray();
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    /** An instance whose provider this is; nobody is asked for consent. */
    JsonNode connect(Api api, Map<String, Object> more) {
        Map<String, Object> configuration = Spark.application();
        configuration.put("base.url", url());
        configuration.put("oauth.user.token", "a-token-of-the-vendor");
        configuration.put("oauth.user.refresh_token", "a-refresh-token");
        configuration.putAll(more);
        Map<String, Object> body = Spark.request("Vendor", "", configuration);
        body.remove("providerData");
        body.put("externalAuthentication", "initial");
        return api.post("/instances", body).ok();
    }

    /** What arrived so far. */
    List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = read(new BufferedInputStream(connection.getInputStream()));
            synchronized (requests) {
                requests.add(request);
            }
            OutputStream out = connection.getOutputStream();
            out.write(script.apply(request));
            out.flush();
            connection.shutdownOutput();
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The caller went away, which is what some tests want.
            return;
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equals("chunked")
                ? chunks(in)
                : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(line, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
