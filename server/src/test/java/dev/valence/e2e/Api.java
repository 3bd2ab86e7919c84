package dev.valence.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A REST API with the credentials that calls carry.
 *
 * @param base what every path is appended to, without a slash at its end
 * @param authorization value of the header
 */
record Api(URI base, Optional<String> authorization) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    Api authorized(String value) {
        return new Api(base, Optional.of(value));
    }

    /** The same caller, speaking for an element instance. */
    Api element(String token) {
        return authorized(authorization.map(value -> value + ", ").orElse("") + "Element " + token);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer post(String path, Object body) {
        return json("POST", path, body);
    }

    Answer put(String path, Object body) {
        return json("PUT", path, body);
    }

    Answer patch(String path, Object body) {
        return json("PATCH", path, body);
    }

    /** With no body and no content type. */
    Answer put(String path) {
        return send("PUT", path, BodyPublishers.noBody());
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    Answer json(String method, String path, Object body) {
        try {
            return send(
                    method,
                    path,
                    BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)),
                    "Content-Type",
                    "application/json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray())
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new AssertionError("No whole answer within " + LIMIT.toSeconds() + " s: " + method + " " + path, e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(method + " " + path, new IOException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Api[" + base + "]";
    }
}
