package dev.valence.sandbox.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a query or of a form body, in their order, each with one or more values. */
public record Parameters(Map<String, List<String>> values) {

    public static final Parameters NONE = new Parameters(Map.of());

    /**
     * Reads {@code a=1&b=2}.
     *
     * @throws Refusal 400 when a percent escape is malformed
     */
    public static Parameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new Parameters(values);
    }

    /** The first value, also when it is empty. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The first value, unless it is blank or the literal {@code null} of a known client fault. */
    public Optional<String> given(String name) {
        return first(name).filter(value -> !value.isBlank() && !value.equals("null"));
    }

    /** All values, those in comma lists taken apart. */
    public List<String> list(String name) {
        return all(name).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The same parameters with one replaced. */
    public Parameters with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return new Parameters(changed);
    }

    /** The same parameters without one. */
    public Parameters without(String name) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.remove(name);
        return new Parameters(changed);
    }

    /** {@code a=1&b=2}, percent-encoded. */
    public String encoded() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "The request address holds a malformed percent escape.");
        }
    }
}
