package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which file a path shows, and what browsers are told about it. */
class PagesTest {
    private static final String SCRIPT = "console.log(1);".repeat(200);
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Pages pages = new Pages(
            vertx,
            Pages.files(new TreeMap<>(Map.of(
                    "/index.html", Buffer.buffer("<title>index</title>"),
                    "/docs.html", Buffer.buffer("<title>docs</title>"),
                    "/favicon.svg", Buffer.buffer("<svg/>"),
                    "/assets/app-1a2b.js", Buffer.buffer(SCRIPT),
                    "/assets/app-1a2b.js.br", Buffer.buffer("brotli"),
                    "/assets/lazy-3c.js", Buffer.buffer(SCRIPT)))));
    private int port;

    @BeforeEach
    void serve() throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            if (pages.wants(request)) {
                pages.handle(request, () -> {});
            } else {
                request.response().setStatusCode(404).end("passed on");
            }
        });
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void aPathOfThePagesOwnShowsTheirEntry() throws Exception {
        for (String path : new String[] {"/", "/login", "/instances/7", "/connections/unknown", "/connect"}) {
            assertThat(text(get(path, "Accept", BROWSER))).as(path).contains("index");
        }
        assertThat(text(get("/docs/platform", "Accept", BROWSER))).contains("docs");
        assertThat(text(get("/docs", "Accept", BROWSER))).contains("docs");
    }

    @Test
    void whatIsNoPageIsPassedOn() throws Exception {
        assertThat(get("/login").statusCode()).isEqualTo(404);
        for (String path : new String[] {
            "/elements/api-v2/instances", "/console/catalog", "/connect/done", "/assets/gone.js", "/x.php"
        }) {
            assertThat(get(path, "Accept", BROWSER).statusCode()).as(path).isEqualTo(404);
        }
        HttpResponse<byte[]> posted = client.send(
                request("/").POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
        assertThat(posted.statusCode()).isEqualTo(404);
    }

    @Test
    void aNameThatChangesWithItsContentIsKeptForEver() throws Exception {
        assertThat(get("/assets/app-1a2b.js").headers().firstValue("Cache-Control"))
                .contains("public, max-age=31536000, immutable");
        HttpResponse<byte[]> icon = get("/favicon.svg");
        assertThat(icon.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(icon.headers().firstValue("Content-Security-Policy")).isEmpty();
        String etag = icon.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = get("/favicon.svg", "If-None-Match", etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void theCompressedFormIsTheOneThatTheBuildMadeOrOneOfOurs() throws Exception {
        assertThat(text(get("/assets/app-1a2b.js", "Accept-Encoding", "gzip, br")))
                .isEqualTo("brotli");
        for (String path : new String[] {"/assets/app-1a2b.js", "/assets/lazy-3c.js", "/assets/lazy-3c.js"}) {
            HttpResponse<byte[]> zipped = get(path, "Accept-Encoding", "gzip");
            assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
            try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
                assertThat(new String(unzipped.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(SCRIPT);
            }
        }
        assertThat(text(get("/assets/lazy-3c.js"))).isEqualTo(SCRIPT);
        assertThat(get("/favicon.svg", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void onlyTheApiDocumentsMayBringStylesOfTheirOwn() throws Exception {
        assertThat(policy("/docs/platform")).contains("style-src 'self' 'unsafe-inline'", "script-src 'self';");
        assertThat(policy("/login")).contains("style-src 'self';").doesNotContain("unsafe");
        assertThat(get("/connect", "Accept", BROWSER).headers().firstValue("Cross-Origin-Opener-Policy"))
                .isEmpty();
        assertThat(get("/login", "Accept", BROWSER).headers().firstValue("Cross-Origin-Opener-Policy"))
                .contains("same-origin");
    }

    private String policy(String path) throws Exception {
        return get(path, "Accept", BROWSER)
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
