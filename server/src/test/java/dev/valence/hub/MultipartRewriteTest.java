package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MultipartRewriteTest {
    private static final String TYPE = "multipart/form-data; boundary=B";
    private static final int BIG = 50 * 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final CompletableFuture<MultipartRewrite.Outcome> transfer = new CompletableFuture<>();
    private MultipartRewrite rewrite = new MultipartRewrite(
            Map.of("file", "files"), Set.of("secret"), new LinkedHashMap<>(Map.of("roomId", "r1")));

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void partsAreRenamedDroppedAndAddedInOrder() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        int hub = hub(vendor(request -> request.body().onSuccess(body -> {
            seen.complete(body.toString().replace(boundary(request), "B"));
            request.response().end();
        })));

        post(
                hub,
                TYPE,
                Buffer.buffer(part("text; x", "hi", "")
                        + part("roomId", "forged", "")
                        + part("file", "one", "; filename=\"a; b=c,d:e.txt\"\r\nContent-Type: text/plain")
                        + part("secret", "no", "; filename=\"s\"")
                        + part("secret", "no", "")
                        + part("other", "", "; filename=\"ü.bin\"")
                        + "--B--\r\n"));

        assertThat(get(seen))
                .isEqualTo(part("roomId", "r1", "")
                        + part("text; x", "hi", "")
                        + part("files", "one", "; filename=\"a; b=c,d:e.txt\"\r\nContent-Type: text/plain")
                        + part("other", "", "; filename=\"ü.bin\"\r\nContent-Type: application/octet-stream")
                        + "--B--\r\n");
        assertThat(get(transfer)).isEqualTo(MultipartRewrite.Outcome.SENT);
    }

    @Test
    void namesCannotBreakOutOfTheirQuotes() {
        MultipartLines parts = new MultipartLines();

        String file = parts.head(new MultipartPart(
                        "a\"\r\nX-A: 1",
                        Optional.of("b\"; name=\"c\\\r\n\r\nd\u0000"),
                        Optional.of("text/x\r\nX-B: 2")))
                .toString();

        assertThat(file)
                .isEqualTo("--" + parts.boundary()
                        + "\r\nContent-Disposition: form-data; name=\"a%22%0D%0AX-A: 1\";"
                        + " filename=\"b%22; name=%22c%5C%0D%0A%0D%0Ad%00\""
                        + "\r\nContent-Type: application/octet-stream\r\n\r\n");
    }

    @Test
    void aBigFileWaitsForASlowVendorAndArrivesWhole() throws Exception {
        MessageDigest received = sha256();
        CompletableFuture<HttpServerRequest> paused = new CompletableFuture<>();
        int hub = hub(vendor(request -> {
            request.setExpectMultipart(true)
                    .uploadHandler(file -> file.handler(piece -> received.update(piece.getBytes())));
            request.endHandler(end -> request.response().end(request.getFormAttribute("text")));
            request.pause();
            paused.complete(request);
        }));
        AtomicLong sent = new AtomicLong();
        MessageDigest expected = sha256();
        String text = "t".repeat(30_000);
        CompletableFuture<Buffer> reply = new CompletableFuture<>();
        HttpClientRequest request = get(client.request(HttpMethod.POST, hub, "localhost", "/"));
        request.setChunked(true).putHeader("Content-Type", TYPE);
        request.response().compose(it -> it.body()).onSuccess(reply::complete).onFailure(reply::completeExceptionally);
        request.write("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big\"\r\n\r\n");
        String tail = "\r\n" + part("text", text, "") + "--B--\r\n";
        request.drainHandler(drained -> pump(request, sent, expected, tail));
        vertx.runOnContext(start -> pump(request, sent, expected, tail));

        HttpServerRequest vendorSide = get(paused);
        CompletableFuture<Long> whileWaiting = new CompletableFuture<>();
        vertx.setTimer(1000, later -> whileWaiting.complete(sent.get()));
        // What was taken stands in socket buffers of the two connections, most of them the kernel's.
        assertThat(get(whileWaiting)).isPositive().isLessThan(BIG / 2);
        vendorSide.resume();

        assertThat(get(reply)).hasToString(text);
        assertThat(hex(received)).isEqualTo(hex(expected));
        assertThat(sent).hasValue(BIG);
        assertThat(get(transfer)).isEqualTo(MultipartRewrite.Outcome.SENT);
    }

    @Test
    void aCallerWhoLeavesHalfWayResetsTheVendorRequest() throws Exception {
        CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        int hub = hub(vendor(request -> {
            request.exceptionHandler(broken::complete);
            request.handler(piece -> arrived.complete(request));
        }));
        HttpClientRequest request = halfASubmission(hub);
        get(arrived);

        request.connection().close();

        assertThat(get(broken)).isNotNull();
        assertThatThrownBy(() -> get(transfer)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aVendorThatBreaksOffFailsTheTransferAndTheCallerGetsAReply() throws Exception {
        int hub = hub(
                vendor(request -> request.handler(piece -> request.connection().close())));
        HttpClientRequest request = halfASubmission(hub);

        assertThat(get(request.response()).statusCode()).isEqualTo(502);
        assertThatThrownBy(() -> get(transfer)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aVendorThatAnswersEarlyEndsTheTransfer() throws Exception {
        int hub = hub(vendor(request -> request.handler(piece -> {
            if (!request.response().ended()) {
                request.response().setStatusCode(413).end();
            }
        })));
        HttpClientRequest request = halfASubmission(hub);

        assertThat(get(request.response()).statusCode()).isEqualTo(413);
        assertThat(get(transfer)).isEqualTo(MultipartRewrite.Outcome.ANSWERED_EARLY);
    }

    @Test
    void whatIsNotAFormIsRefused() throws Exception {
        int hub = hub(vendor(request -> request.response().end()));

        for (String type :
                new String[] {"application/json", "multipart/form-data", "application/x-www-form-urlencoded"}) {
            assertThat(post(hub, type, Buffer.buffer("a=b"))).isEqualTo(400);
        }
        assertThatThrownBy(() -> get(transfer)).hasCauseInstanceOf(BadRequest.class);
    }

    @Test
    void aFormThatEndsInsideAFileIsRefused() throws Exception {
        int hub = hub(vendor(request -> {}));

        assertThat(post(hub, TYPE, Buffer.buffer(part("file", "abc", "; filename=\"x\""))))
                .isEqualTo(400);
        assertThatThrownBy(() -> get(transfer))
                .hasCauseInstanceOf(BadRequest.class)
                .hasMessageContaining("closing boundary");
    }

    @Test
    void manySmallFilesInOnePieceArriveInOrder() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        int hub = hub(vendor(request -> request.body().onSuccess(body -> {
            seen.complete(body.toString().replace(boundary(request), "B"));
            request.response().end();
        })));
        rewrite = new MultipartRewrite(Map.of(), Set.of(), Map.of());
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            body.append(part("f" + i, "content " + i, "; filename=\"x\"\r\nContent-Type: text/plain"));
        }
        body.append("--B--\r\n");

        post(hub, TYPE, Buffer.buffer(body.toString()));

        assertThat(get(seen)).isEqualTo(body.toString());
    }

    @Test
    void everySplitOfAFormGivesTheSameParts() {
        String form = "preamble\r\n--B \r\ncontent-disposition: form-data; name=a\r\nX: y\r\n\r\n1\r\r\n--\r\n"
                + part("b", "", "; filename=\"q\\\"u\\\\o\\t;e\"\r\nContent-Type: text/plain")
                + "--B--\r\nepilogue\r\n--B\r\n";
        Buffer whole = Buffer.buffer(form);
        for (int i = 0; i <= whole.length(); i++) {
            for (int j = i; j <= whole.length(); j++) {
                StringBuilder seen = new StringBuilder();
                MultipartReader reader = new MultipartReader(TYPE, recorder(seen));
                reader.feed(whole.getBuffer(0, i));
                reader.feed(whole.getBuffer(i, j));
                reader.feed(whole.getBuffer(j, whole.length()));
                reader.end();
                assertThat(seen).hasToString("a<1\r\r\n-->b q\"u\\o\\t;e text/plain<>");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--B",
                "--B-",
                "--Bx\r\n",
                "--B\r\n\r\nx\r\n--B--",
                "--B\r\nContent-Disposition: form-data\r\n\r\n\r\n--B--",
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"
            })
    void aBrokenFormIsRefused(String form) {
        MultipartReader reader = new MultipartReader(TYPE, recorder(new StringBuilder()));
        assertThatThrownBy(() -> {
                    reader.feed(Buffer.buffer(form));
                    reader.end();
                })
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void headersWithoutEndDoNotFillTheMemory() {
        MultipartReader reader = new MultipartReader(TYPE, recorder(new StringBuilder()));
        reader.feed(Buffer.buffer("--B\r\n"));
        assertThatThrownBy(() -> reader.feed(Buffer.buffer("x".repeat(20_000)))).isInstanceOf(BadRequest.class);
    }

    private static MultipartReader.Parts recorder(StringBuilder seen) {
        return new MultipartReader.Parts() {
            @Override
            public void begins(MultipartPart part) {
                seen.append(part.name());
                part.fileName().ifPresent(it -> seen.append(' ').append(it));
                part.mediaType().ifPresent(it -> seen.append(' ').append(it));
                seen.append('<');
            }

            @Override
            public void content(Buffer piece) {
                seen.append(piece);
            }

            @Override
            public void ended() {
                seen.append('>');
            }
        };
    }

    private HttpClientRequest halfASubmission(int hub) throws Exception {
        HttpClientRequest request = get(client.request(HttpMethod.POST, hub, "localhost", "/"));
        request.setChunked(true).putHeader("Content-Type", TYPE);
        request.write(
                "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big\"\r\n\r\n" + "x".repeat(100_000));
        return request;
    }

    private static void pump(HttpClientRequest request, AtomicLong sent, MessageDigest digest, String tail) {
        byte[] piece = new byte[16 * 1024];
        while (!request.writeQueueFull() && sent.get() < BIG) {
            Arrays.fill(piece, (byte) (sent.get() / piece.length));
            digest.update(piece);
            if (sent.addAndGet(piece.length) == BIG) {
                request.end(Buffer.buffer(piece).appendString(tail));
            } else {
                request.write(Buffer.buffer(piece));
            }
        }
    }

    private int vendor(Handler<HttpServerRequest> handler) throws Exception {
        return listen(new HttpServerOptions(), handler);
    }

    private int hub(int vendor) throws Exception {
        return listen(new HttpServerOptions(), from -> {
            from.pause();
            client.request(new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setHost("localhost")
                            .setPort(vendor))
                    .compose(to -> rewrite.pipe(from, to)
                            .onSuccess(transfer::complete)
                            .onFailure(transfer::completeExceptionally)
                            .compose(sent -> to.response())
                            .compose(reply -> reply.body().map(body -> {
                                from.response()
                                        .setStatusCode(reply.statusCode())
                                        .end(body);
                                return body;
                            })))
                    .onFailure(failure -> from.response()
                            .setStatusCode(failure instanceof BadRequest ? 400 : 502)
                            .end());
        });
    }

    private int listen(HttpServerOptions options, Handler<HttpServerRequest> handler) throws Exception {
        HttpServer server =
                vertx.createHttpServer(options.setHost("localhost").setPort(0).setMaxFormAttributeSize(64 * 1024));
        return get(server.requestHandler(handler).listen()).actualPort();
    }

    private int post(int port, String type, Buffer body) throws Exception {
        HttpClientRequest request = get(client.request(HttpMethod.POST, port, "localhost", "/"));
        return get(request.putHeader("Content-Type", type).send(body)).statusCode();
    }

    private static String part(String name, String content, String more) {
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content + "\r\n";
    }

    private static String boundary(HttpServerRequest request) {
        String type = Objects.requireNonNull(request.getHeader("Content-Type"));
        return type.substring(type.indexOf('=') + 1);
    }

    private static MessageDigest sha256() throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256");
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }
}
