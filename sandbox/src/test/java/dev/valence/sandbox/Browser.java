package dev.valence.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** A caller of the sandbox: with a token, as a browser, or as a test that pulls switches. */
final class Browser {
    static final String REDIRECT = "http://localhost:9999/callback";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<String> token;

    private Browser(Optional<String> token) {
        this.token = token;
    }

    /** An answer with its body read. */
    record Answer(int status, String body, Map<String, String> headers) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** Address of the next page. */
        Optional<String> next() {
            return header("link").map(link -> link.substring(link.indexOf('<') + 1, link.indexOf('>')));
        }

        /** A parameter of the redirect. */
        Optional<String> redirected(String name) {
            return header("location")
                    .map(URI::create)
                    .flatMap(uri -> Arrays.stream(uri.getRawQuery().split("&"))
                            .filter(pair -> pair.startsWith(name + "="))
                            .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                            .findFirst());
        }
    }

    static Browser anonymous() {
        return new Browser(Optional.empty());
    }

    static Browser with(String token) {
        return new Browser(Optional.of(token));
    }

    /** Somebody with tokens for the scopes, issued by the control API. */
    static Browser signedIn(String person, String scopes) {
        Answer issued = anonymous()
                .post(root() + "/_sandbox/tokens", "{\"person\":\"%s\",\"scope\":\"%s\"}".formatted(person, scopes));
        return with(issued.text("/access_token"));
    }

    static Browser ada() {
        return signedIn(
                "ada@sandbox.example",
                "spark:all spark-admin:people_read spark-admin:people_write spark-admin:organizations_read"
                        + " spark-admin:licenses_read spark-admin:roles_read");
    }

    static Browser bob() {
        return signedIn("bob@sandbox.example", "spark:all");
    }

    static Browser carol() {
        return signedIn("carol@sandbox.example", "spark:all");
    }

    static void reset() {
        anonymous().post(root() + "/_sandbox/reset", "");
    }

    static void fault(String json) {
        Answer ordered = anonymous().post(root() + "/_sandbox/faults", json);
        if (ordered.status() != 200) {
            throw new AssertionError(ordered.body());
        }
    }

    static String root() {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    String token() {
        return token.orElseThrow();
    }

    static String url(String path) {
        return path.startsWith("http") ? path : root() + "/webex/v1" + path;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Answer put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    Answer form(String path, Map<String, String> fields) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(fields))));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(20));
        token.ifPresent(value -> builder.header("Authorization", "Bearer " + value));
        return builder;
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return tryToSend(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer tryToSend(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            return new Answer(response.statusCode(), response.body(), headers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
