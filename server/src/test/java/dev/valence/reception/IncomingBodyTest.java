package dev.valence.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BodyLimit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncomingBodyTest {
    private static final int LIMIT = 100_000;

    private final Vertx vertx = Vertx.vertx();
    private final HeldBytes held = new HeldBytes(150_000, 150_000);
    private final CompletableFuture<byte[]> read = new CompletableFuture<>();
    private int port;

    @BeforeEach
    void listen() {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(request -> {
                    request.pause();
                    IncomingBody body = new IncomingBody(request, new BodyLimit(LIMIT), held.open("a"));
                    var _ = body.read(
                                    Objects.requireNonNull(Vertx.currentContext(), "An event loop"),
                                    Duration.ofMillis(500))
                            .whenComplete((bytes, failure) -> {
                                if (failure == null) {
                                    read.complete(bytes);
                                } else {
                                    read.completeExceptionally(failure);
                                }
                            });
                });
        port = server.listen(0).toCompletionStage().toCompletableFuture().join().actualPort();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aBodyInPiecesComesTogether() throws Exception {
        try (Socket socket = connect("Content-Length: 90000")) {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 9; i++) {
                out.write(String.valueOf(i).repeat(10_000).getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(read.get(5, TimeUnit.SECONDS))
                    .hasSize(90_000)
                    .endsWith('8')
                    .startsWith('0');
        }
    }

    @Test
    void aBodyThatDripsIsNotWaitedFor() throws Exception {
        try (Socket socket = connect("Content-Length: 90000")) {
            Thread drip = Thread.startVirtualThread(() -> drip(socket));
            assertThat(refusal()).isEqualTo(Refusal.TOO_SLOW);
            drip.interrupt();
        }
    }

    @Test
    void whoHangsUpHasPostedNothing() throws Exception {
        connect("Content-Length: 90000").close();
        assertThat(refusal()).isEqualTo(Refusal.TRUNCATED);
    }

    @Test
    void chunksWithoutAnEndMeetTheLimit() throws Exception {
        try (Socket socket = connect("Transfer-Encoding: chunked")) {
            socket.getOutputStream().write(chunk(LIMIT + 1));
            assertThat(refusal()).isEqualTo(Refusal.TOO_LARGE);
        }
    }

    /** A chunked body announces no length; each of its bytes counts all the same. */
    @Test
    void chunksThatThereIsNoRoomForAreRefused() throws Exception {
        try (HeldBytes.Part others = held.open("b");
                Socket socket = connect("Transfer-Encoding: chunked")) {
            assertThat(others.grow(100_000)).isTrue();
            socket.getOutputStream().write(chunk(60_000));
            assertThat(refusal()).isEqualTo(Refusal.UNAVAILABLE);
        }
    }

    private Refusal refusal() {
        Refused[] refused = new Refused[1];
        assertThatThrownBy(() -> read.get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(Refused.class, cause -> refused[0] = cause);
        return refused[0].refusal();
    }

    private Socket connect(String header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static byte[] chunk(int size) {
        return (Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void drip(Socket socket) {
        try {
            while (!Thread.interrupted()) {
                socket.getOutputStream().write('x');
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException over) {
            return;
        }
    }
}
