package dev.valence.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.valence.http.ApiException;
import dev.valence.http.BadRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of token endpoints against a real server. */
class BlockingClientTest {
    private static final Duration LIMIT = Duration.ofMillis(400);

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final BlockingClient client = new BlockingClient(new AddressGuard(Optional.of(List.of("loopback"))));

    BlockingClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        end.countDown();
        client.close();
        server.stop(0);
    }

    @Test
    void aFormIsPostedAndTheReplyReadWhole() {
        serve(exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .add("X-Seen", exchange.getRequestHeaders().getFirst("X-Sent"));
            reply(exchange, 201, (exchange.getRequestMethod() + " " + body).getBytes(StandardCharsets.UTF_8));
        });

        ProviderReply reply =
                client.postForm(url("/"), Map.of("X-Sent", "yes"), Map.of("gr\u00fc\u00dfe", "a b&c=d+\u20ac"), LIMIT);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .isEqualTo("POST gr%C3%BC%C3%9Fe=a+b%26c%3Dd%2B%E2%82%AC");
        assertThat(reply.header("x-seen")).contains("yes");
        assertThat(reply.header("absent")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAnAnswerAndNotFollowed(int status) {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            reply(exchange, status, new byte[0]);
        });

        assertThat(post("/").status()).isEqualTo(status);
        assertThat(calls).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void nothingIsRetried(int status) {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "0");
            reply(exchange, status, new byte[0]);
        });

        assertThat(post("/").status()).isEqualTo(status);
        assertThat(calls).hasValue(1);
    }

    @Test
    void cookiesAreNotKept() {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            boolean sent = exchange.getRequestHeaders().containsKey("Cookie");
            reply(exchange, sent ? 400 : 200, new byte[0]);
        });

        post("/");

        assertThat(post("/").status()).isEqualTo(200);
    }

    @Test
    void silenceEndsWithAGatewayTimeout() {
        serve(exchange -> await());

        ApiException failure = failed(url("/"));

        assertThat(failure.status()).isEqualTo(504);
        assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageContaining("in time");
    }

    @Test
    void anAnswerThatDripsEndsWithAGatewayTimeoutToo() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            for (int i = 0; i < 20; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                pause();
            }
        });

        assertThat(failed(url("/")).status()).isEqualTo(504);
    }

    @Test
    void aClosedPortIsABadGateway() throws IOException {
        int port;
        try (var closed = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        ApiException failure = failed(URI.create("http://127.0.0.1:" + port + "/"));

        assertThat(failure.status()).isEqualTo(502);
        assertThat(failure).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("check the URL");
    }

    @Test
    void aDroppedConnectionIsABadGatewayAndNotTriedAgain() {
        serve(HttpExchange::close);

        assertThat(failed(url("/")).status()).isEqualTo(502);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anEndlessReplyIsCutAtOneMegabyte() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[64 * 1024];
            for (int i = 0; i < 64; i++) {
                exchange.getResponseBody().write(chunk);
            }
        });

        assertThat(client.postForm(url("/"), Map.of(), Map.of(), Duration.ofSeconds(20))
                        .body())
                .hasSize(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2130706433", "127.1", "0x7f.1", "0177.1", "localhost", "[::ffff:127.0.0.1]"})
    void anAddressThatIsNotOpenIsNeverConnectedTo(String host) throws IOException {
        serve(exchange -> reply(exchange, 200, new byte[0]));
        BlockingClient guarded = new BlockingClient(new AddressGuard(Optional.empty()));
        try {
            URI target = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");

            ApiException failure =
                    catchThrowableOfType(ApiException.class, () -> guarded.postForm(target, Map.of(), Map.of(), LIMIT));

            assertThat(failure.status()).isIn(400, 502);
            assertThat(calls).hasValue(0);
        } finally {
            guarded.close();
        }
    }

    @Test
    void theGuardsMessageReachesTheCaller() {
        assertThat(failed(URI.create("http://10.0.0.1/")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("VALENCE_ALLOW_PRIVATE_ADDRESSES=private");
    }

    /** Handles a call. */
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void serve(Handler handler) {
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private ProviderReply post(String path) {
        return client.postForm(url(path), Map.of(), Map.of("a", "b"), LIMIT);
    }

    private ApiException failed(URI target) {
        return catchThrowableOfType(ApiException.class, () -> client.postForm(target, Map.of(), Map.of(), LIMIT));
    }

    private void await() {
        try {
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            assertThat(end.await(100, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
