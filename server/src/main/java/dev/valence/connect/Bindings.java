package dev.valence.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a browser shows of the flows that its pop-ups began: one secret for each, the newest last. Several pop-ups may be open
 * at the same time; the oldest of more than eight is forgotten.
 *
 * @param values as they stand in the cookie, joined by dots
 */
record Bindings(List<String> values) {
    private static final int MOST = 8;
    private static final Pattern BINDING = Pattern.compile("[A-Za-z0-9_-]{43}");

    Bindings {
        values = List.copyOf(values);
    }

    /** Those of a cookie; what is no binding is passed over. */
    static Bindings of(Optional<String> cookie) {
        return new Bindings(Arrays.stream(cookie.orElse("").split("\\."))
                .filter(value -> BINDING.matcher(value).matches())
                .limit(MOST)
                .toList());
    }

    Bindings with(String binding) {
        List<String> all = new ArrayList<>(values);
        all.add(binding);
        return new Bindings(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    String cookie() {
        return String.join(".", values);
    }

    @Override
    public String toString() {
        return "Bindings[" + values.size() + "]";
    }
}
