package dev.valence.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An application that events are posted to. */
final class Callback implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile Function<Post, Integer> answer = post -> 200;

    /** One post. */
    record Post(String path, Headers headers, String body) {
        JsonNode message() {
            try {
                return Api.JSON.readTree(body).path("message");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }

        String eventType() {
            return message().path("events").path(0).path("eventType").asText();
        }
    }

    private Callback(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free loopback port and takes everything until told otherwise. */
    static Callback start() {
        try {
            Callback callback =
                    new Callback(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200));
            callback.server.createContext("/", callback::serve);
            callback.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            callback.server.start();
            return callback;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    /** From now on posts are answered with this status; a negative one stands for no answer for so many milliseconds. */
    void answers(Function<Post, Integer> status) {
        answer = status;
    }

    /** What came so far. */
    List<Post> posts() {
        return posts;
    }

    /** Waits until so many posts have come. */
    List<Post> await(int count) {
        return await(count, PATIENCE);
    }

    List<Post> await(int count, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (posts.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Only " + posts.size() + " of " + count + " posts came within " + patience.toSeconds() + " s");
            }
            pause(10);
        }
        return posts;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Post post = new Post(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int status = answer.apply(post);
            posts.add(post);
            if (status < 0) {
                pause(-status);
                status = 200;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
