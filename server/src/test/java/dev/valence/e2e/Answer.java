package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an API answered. */
record Answer(HttpResponse<byte[]> response) {
    int status() {
        return response.statusCode();
    }

    byte[] body() {
        return response.body();
    }

    /** The body of an answer that has to be 200; {@code MissingNode} when it is empty. */
    JsonNode ok() {
        assertThat(status()).as(text()).isEqualTo(200);
        return json();
    }

    /** The body as JSON. */
    JsonNode json() {
        try {
            return Api.JSON.readTree(body());
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + text(), e);
        }
    }

    /** Asserts the platform's error form with this status, and returns its message. */
    String fault(int expected) {
        assertThat(status()).as(text()).isEqualTo(expected);
        assertThat(header("Content-Type").orElse("")).startsWith("application/json");
        JsonNode error = json();
        assertThat(error.path("requestId").asText()).as(text()).matches("[0-9a-f]{24}");
        assertThat(header("Elements-Request-Id"))
                .contains(error.path("requestId").asText());
        String message = error.path("message").asText();
        assertThat(message).as(text()).isNotBlank().doesNotContain("Exception", "\tat ");
        return message;
    }

    /** Asserts an error that carries the provider's own words, and returns these. */
    String providerFault(int expected) {
        fault(expected);
        String message = json().path("providerMessage").asText();
        assertThat(message).as(text()).isNotBlank();
        return message;
    }

    String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** Token of the next page of a list, when there is one. */
    Optional<String> nextPage() {
        return header("Elements-Next-Page-Token");
    }

    /** The member {@code name} of every row of a list. */
    List<String> column(String name) {
        List<String> values = new ArrayList<>();
        ok().forEach(row -> values.add(row.path(name).asText()));
        return values;
    }
}
