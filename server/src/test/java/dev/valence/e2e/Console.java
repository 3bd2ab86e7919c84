package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of the console in a browser where somebody is logged in.
 *
 * @param cookie what the browser sends along
 * @param csrfToken what the page knows
 */
record Console(Api site, String cookie, String csrfToken) {
    static Console logIn(Server server) {
        Answer answer =
                site(server).post("/console/session", Map.of("email", Server.ADMIN, "password", Server.PASSWORD));
        JsonNode session = answer.ok();
        String cookie = answer.header("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
        return new Console(
                site(server),
                cookie.substring(0, cookie.indexOf(';')),
                session.path("csrfToken").textValue());
    }

    /** The server without any credentials. */
    static Api site(Server server) {
        return new Api(server.url(), Optional.empty());
    }

    Answer get(String path, String... more) {
        return send("GET", path, Optional.empty(), more);
    }

    Answer post(String path, Object body) {
        return send("POST", path, Optional.of(body), "X-CSRF-Token", csrfToken);
    }

    Answer put(String path, Object body) {
        return send("PUT", path, Optional.of(body), "X-CSRF-Token", csrfToken);
    }

    Answer delete(String path) {
        return send("DELETE", path, Optional.empty(), "X-CSRF-Token", csrfToken);
    }

    /** A hub call through an instance. */
    Answer through(long instanceId, String path) {
        return get("/elements/api-v2" + path, "Valence-Instance", "" + instanceId, "X-CSRF-Token", csrfToken);
    }

    /** With the cookie and nothing else that is not given. */
    Answer send(String method, String path, Optional<Object> body, String... more) {
        List<String> headers = new ArrayList<>(List.of(more));
        headers.addAll(List.of("Cookie", cookie));
        if (body.isPresent()) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        return site.send(
                method,
                path,
                body.map(json -> BodyPublishers.ofByteArray(bytes(json))).orElseGet(BodyPublishers::noBody),
                headers.toArray(String[]::new));
    }

    /** Follows a redirect back to the server, as the browser does; answers where it leads. */
    String comeBack(String address) {
        URI uri = URI.create(address);
        Answer answer = get(uri.getRawPath() + "?" + uri.getRawQuery());
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        return URI.create(answer.header("Location").orElseThrow()).getPath();
    }

    private static byte[] bytes(Object json) {
        try {
            return Api.JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Console";
    }
}
