package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.formula.StepType;
import dev.valence.hub.OwnCalls;
import dev.valence.tenant.UserPasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileTransferTest {
    private static final int CHUNK = 1 << 16;
    private static final int CHUNKS = 3200;
    private static final long SIZE = (long) CHUNK * CHUNKS;

    private final byte[] chunk = new byte[CHUNK];
    private HttpServer api;
    private OwnCalls calls;
    private final AtomicLong received = new AtomicLong();
    private volatile long ahead;
    private final AtomicLong sent = new AtomicLong();
    private volatile String start = "";
    private volatile String type = "";
    private volatile int downloadStatus = 200;

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        api.createContext(OwnCalls.PREFIX + "/files/1", this::download);
        api.createContext(OwnCalls.PREFIX + "/messages", this::upload);
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.start();
        calls = OwnCalls.to("http://127.0.0.1:" + api.getAddress().getPort(), new UserPasses());
    }

    @AfterEach
    void stop() {
        calls.close();
        api.stop(0);
    }

    private void download(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-test");
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"big.bin\"");
            if (downloadStatus != 200) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                byte[] body = "{\"message\":\"no such file\"}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(downloadStatus, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            exchange.sendResponseHeaders(200, SIZE);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < CHUNKS; i++) {
                out.write(chunk);
                sent.addAndGet(CHUNK);
                ahead = Math.max(ahead, sent.get() - received.get());
            }
        }
    }

    private void upload(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            type = exchange.getRequestHeaders().getFirst("Content-Type");
            byte[] first = in.readNBytes(1000);
            start = new String(first, StandardCharsets.UTF_8);
            received.set(first.length);
            byte[] buffer = new byte[CHUNK];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                received.addAndGet(count);
            }
            byte[] body = "{\"id\":\"m1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private StepResult transfer() {
        StepCall call = Calls.of(
                StepType.ELEMENT_REQUEST_STREAM,
                "{\"uploadFormData\": {\"a\": 1}, \"uploadFormDataName\": \"metaData\"}",
                "{}");
        return new FileTransfer(calls)
                .perform(
                        call,
                        new FileTransfer.Side(1, false, "GET", "/files/1", new TreeMap<>()),
                        new FileTransfer.Side(2, false, "POST", "/messages", new TreeMap<>(Map.of("X-Kind", "a"))),
                        "file");
    }

    @Test
    void aLargeFilePassesWithoutBeingHeldAnywhere() {
        StepResult result = transfer();

        assertThat(result).as("%s", result.value()).isInstanceOf(StepResult.Done.class);
        assertThat(type).startsWith("multipart/form-data; boundary=");
        assertThat(start)
                .contains("name=\"metaData\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n")
                .contains("name=\"file\"; filename=\"big.bin\"\r\nContent-Type: application/x-test\r\n");
        assertThat(received.get()).isBetween(SIZE + 100, SIZE + 2000);
        // Buffers of four sockets and of the client; the file is 200 MB.
        assertThat(ahead).as("bytes between the two ends").isLessThan(SIZE / 4);
        assertThat(result.value()
                        .path("upload")
                        .path("response")
                        .path("body")
                        .path("id")
                        .textValue())
                .isEqualTo("m1");
        assertThat(result.value().path("download").path("response").has("body")).isFalse();
    }

    @Test
    void aDownloadThatFailsUploadsNothing() {
        downloadStatus = 404;

        StepResult result = transfer();

        assertThat(result.value().path("error").textValue())
                .isEqualTo("The download /files/1 was answered with 404: no such file");
        assertThat(received.get()).isZero();
    }
}
