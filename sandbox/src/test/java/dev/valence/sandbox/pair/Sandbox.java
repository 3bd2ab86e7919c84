package dev.valence.sandbox.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The running sandbox, spoken to as any client does. */
final class Sandbox {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String root;

    /** {@code root} is scheme, host and port. */
    Sandbox(String root) {
        this.root = root;
    }

    String root() {
        return root;
    }

    /** An answer with its body read. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        JsonNode json() {
            return parse(body());
        }
    }

    /** The text as JSON; missing when it is none. */
    static JsonNode parse(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Address of a path: below the provider's API unless it begins with another server's name or at the root. */
    URI address(String path) {
        if (path.startsWith("http")) {
            return URI.create(path);
        }
        return URI.create(root + (path.startsWith("/_") || path.startsWith("/webex/") ? "" : "/webex/v1") + path);
    }

    Answer send(HttpRequest request) {
        try {
            return new Answer(CLIENT.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(Duration.ofSeconds(20));
    }

    void reset() {
        send(request("/_sandbox/reset")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }
}
