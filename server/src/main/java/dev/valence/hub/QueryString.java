package dev.valence.hub;

import dev.valence.http.BadRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query string as its parameters, in order.
 *
 * @param parameters decoded names and values
 */
record QueryString(List<Parameter> parameters) {

    /** One decoded pair. */
    record Parameter(String name, String value) {}

    private static final QueryString NONE = new QueryString(List.of());

    /**
     * Reads a raw query string.
     *
     * @throws BadRequest when it is not properly percent-encoded
     */
    static QueryString parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                parameters.add(
                        equals < 0
                                ? new Parameter(decoded(pair), "")
                                : new Parameter(
                                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        return new QueryString(List.copyOf(parameters));
    }

    /** The first non-empty value of this name. */
    Optional<String> first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name) && !parameter.value().isEmpty()) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    /** The raw form, encoded so that no receiver can read it differently. */
    String encoded() {
        StringBuilder raw = new StringBuilder();
        for (Parameter parameter : parameters) {
            if (!raw.isEmpty()) {
                raw.append('&');
            }
            raw.append(encoded(parameter.name())).append('=').append(encoded(parameter.value()));
        }
        return raw.toString();
    }

    private static String encoded(String text) {
        // RFC 3986 has no plus sign for a space.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String decoded(String raw) {
        try {
            return raw.indexOf('%') < 0 && raw.indexOf('+') < 0 ? raw : URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The query is not properly percent-encoded; a % must be written as %25", e);
        }
    }
}
