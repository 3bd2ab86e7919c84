package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.hub.PlatformPaths;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where a formula is to answer as a resource: both members or none. */
final class ApiAddressReader {
    private static final Pattern URI = Pattern.compile("(/[A-Za-z0-9._~-]{1,200}){1,20}");
    private static final Pattern DOTS = Pattern.compile(".*/\\.\\.?(/.*)?");

    private ApiAddressReader() {}

    static Optional<ApiAddress> read(JsonNode given, JsonNode document, Problems problems) {
        String uri = given.path("uri").asText("").strip();
        String method = given.path("method").asText("").strip().toUpperCase(Locale.ROOT);
        // The original's form keeps the method when its address is emptied.
        if (uri.isEmpty()) {
            return Optional.empty();
        }
        if (!PropertyKind.isMethod(method)) {
            problems.add("method", "must be GET, POST, PUT, PATCH or DELETE, because the formula has a uri");
        }
        String path = stripped(uri);
        if (!URI.matcher(path).matches() || DOTS.matcher(path).matches()) {
            problems.add("uri", "must be a path like /greetings, of letters, digits and the characters - . _ ~");
        } else if (PlatformPaths.has(path)) {
            problems.add("uri", "begins with a word that is the platform's own; choose another");
        }
        document.path("triggers")
                .valueStream()
                .filter(trigger -> TriggerType.of(trigger.path("type").asText())
                        .map(type -> type != TriggerType.MANUAL)
                        .orElse(false))
                .findFirst()
                .ifPresent(trigger -> problems.add(
                        "uri",
                        "needs a trigger of the type manual, and the formula's is "
                                + trigger.path("type").asText()));
        return Optional.of(new ApiAddress(path, method));
    }

    private static String stripped(String uri) {
        String path = uri.startsWith("/") ? uri : "/" + uri;
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
