package dev.valence.http;

import io.quarkus.runtime.util.ClassPathUtils;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Serves the built console out of memory. A path that is no file and that a browser navigates to shows the console's page,
 * whose own routes do the rest: {@code /docs/x} gets {@code docs.html} when the build has one, else {@code index.html}.
 */
@Singleton
public class Pages implements EarlyRoute {
    private static final String FOLDER = "META-INF/resources";
    private static final String INDEX = "/index.html";

    private final Vertx vertx;
    private final Map<String, PageFile> files;

    @Inject
    public Pages(Vertx vertx) {
        this(vertx, readClassPath());
    }

    Pages(Vertx vertx, Map<String, PageFile> files) {
        this.vertx = vertx;
        this.files = new ConcurrentHashMap<>(files);
    }

    @Override
    public boolean wants(HttpServerRequest request) {
        String path = request.path();
        if (path == null || path.startsWith("/elements/")) {
            return false;
        }
        String method = request.method().name();
        return (method.equals("GET") || method.equals("HEAD"))
                && find(request, path).isPresent();
    }

    @Override
    public void handle(HttpServerRequest request, Runnable passOn) {
        String path = String.valueOf(request.path());
        PageFile file = find(request, path).orElseThrow();
        String accepted = String.valueOf(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        if (accepted.contains("gzip")
                && file.compressible()
                && file.gzip().isEmpty()
                && !(accepted.contains("br") && file.brotli().isPresent())) {
            // Once in a process's life for each file, and not on the event loop.
            vertx.executeBlocking(file::gzipped).onComplete(compressed -> {
                if (compressed.succeeded()) {
                    files.put(file.path(), file.withGzip(compressed.result()));
                    write(request, path, files.getOrDefault(file.path(), file), accepted);
                } else {
                    Replies.fail(request, compressed.cause());
                }
            });
            return;
        }
        write(request, path, file, accepted);
    }

    private Optional<PageFile> find(HttpServerRequest request, String path) {
        PageFile file = files.get(path.equals("/") ? INDEX : path);
        if (file != null) {
            return Optional.of(file);
        }
        boolean api = path.startsWith("/console/") || path.startsWith("/connect/");
        boolean named = path.lastIndexOf('.') > path.lastIndexOf('/');
        if (api
                || named
                || !String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains("text/html")) {
            return Optional.empty();
        }
        int end = path.indexOf('/', 1);
        String own = (end < 0 ? path : path.substring(0, end)) + ".html";
        return Optional.ofNullable(files.getOrDefault(own, files.get(INDEX)));
    }

    private static void write(HttpServerRequest request, String path, PageFile file, String accepted) {
        HttpServerResponse response = request.response();
        MultiMap headers = response.headers();
        boolean page = file.path().endsWith(".html");
        headers.set(HttpHeaders.CONTENT_TYPE, file.contentType());
        headers.set(HttpHeaders.ETAG, file.etag());
        headers.set(HttpHeaders.VARY, "Accept-Encoding");
        headers.set(HttpHeaders.CACHE_CONTROL, file.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
        // The button's script is for other people's pages; everything else is for ours.
        headers.set("Cross-Origin-Resource-Policy", file.path().equals("/connect.js") ? "cross-origin" : "same-origin");
        if (page) {
            PageHeaders.of(path).forEach(headers::set);
        }
        if (file.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        Buffer body = file.bytes();
        if (accepted.contains("br") && file.brotli().isPresent()) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "br");
            body = file.brotli().get();
        } else if (accepted.contains("gzip") && file.gzip().isPresent()) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
            body = file.gzip().get();
        }
        headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private static Map<String, PageFile> readClassPath() {
        Map<String, Buffer> found = new TreeMap<>();
        try {
            ClassPathUtils.consumeAsPaths(Pages.class.getClassLoader(), FOLDER, folder -> read(folder, found));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the pages from the class path", e);
        }
        return files(found);
    }

    /** Files ending in {@code .br} or {@code .gz} are the compressed forms of those beside them. */
    static Map<String, PageFile> files(Map<String, Buffer> found) {
        Map<String, PageFile> files = new TreeMap<>();
        found.forEach((path, bytes) -> {
            if (!path.endsWith(".br") && !path.endsWith(".gz")) {
                files.put(
                        path,
                        PageFile.of(
                                path,
                                bytes,
                                Optional.ofNullable(found.get(path + ".br")),
                                Optional.ofNullable(found.get(path + ".gz"))));
            }
        });
        return files;
    }

    private static void read(Path folder, Map<String, Buffer> found) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = "/" + folder.relativize(path).toString().replace('\\', '/');
                found.put(name, Buffer.buffer(Files.readAllBytes(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the pages in " + folder, e);
        }
    }
}
