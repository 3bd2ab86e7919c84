package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A person in front of the provider's consent page, with a browser that runs no scripts. */
final class Consent {
    private static final HttpClient BROWSER =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private Consent() {}

    /** Opens the page, chooses a person, presses a button, and returns the query of the address it leads back to. */
    static Map<String, String> decide(URI page, String person, String decision) {
        return query(URI.create(address(page, person, decision)));
    }

    /** As {@link #decide}; returns the whole address. */
    static String address(URI page, String person, String decision) {
        HttpResponse<String> shown = send(HttpRequest.newBuilder(page).build());
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        Document document = Jsoup.parse(shown.body(), page.toString());
        Element form = Optional.ofNullable(document.selectFirst("form"))
                .orElseThrow(() -> new AssertionError("No form: " + shown.body()));
        assertThat(form.select("input[type=radio][name=person]").eachAttr("value"))
                .contains(person);
        assertThat(form.select("button[name=decision]").eachAttr("value")).contains(decision);
        StringJoiner fields = new StringJoiner("&");
        form.select("input[type=hidden]").forEach(field -> fields.add(pair(field.attr("name"), field.attr("value"))));
        fields.add(pair("person", person)).add(pair("decision", decision));
        HttpResponse<String> sent = send(HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.toString()))
                .build());
        return sent.headers().firstValue("Location").orElseThrow(() -> new AssertionError(sent.body()));
    }

    /** The parameters of an address. */
    static Map<String, String> query(URI address) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : Optional.ofNullable(address.getRawQuery()).orElse("").split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String pair(String name, String value) {
        return encode(name) + "=" + encode(value);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return BROWSER.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
