package dev.valence.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what serves a method and path; templates look like {@code /rooms/{id}}, literal segments win over variables. */
public final class PathTable<T> {
    private final List<Entry<T>> entries = new ArrayList<>();

    private record Entry<T>(String method, List<String> segments, T target) {}

    /** What was found, with the path's variables decoded. */
    public record Found<T>(T target, Map<String, String> variables) {}

    public void add(String method, String template, T target) {
        entries.add(new Entry<>(method, segments(template), target));
    }

    /** Finds the target, or nothing when the path is unknown; a known path with another method is still 405. */
    public Optional<Found<T>> lookUp(String method, String path) {
        try {
            return Optional.of(find(method, path));
        } catch (Refusal refusal) {
            if (refusal.status() == 404) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /**
     * Finds the target.
     *
     * @throws Refusal 404 for an unknown path, 405 with {@code Allow} for another method than the path has
     */
    public Found<T> find(String method, String path) {
        List<String> segments = segments(path);
        List<Found<Entry<T>>> fitting = new ArrayList<>();
        for (Entry<T> entry : entries) {
            Map<String, String> variables = new HashMap<>();
            if (fits(entry.segments(), segments, variables)) {
                fitting.add(new Found<>(entry, variables));
            }
        }
        if (fitting.isEmpty()) {
            throw new Refusal(404, "The requested resource could not be found.");
        }
        boolean literal = fitting.stream().anyMatch(found -> found.variables().isEmpty());
        Set<String> allowed = new TreeSet<>();
        for (Found<Entry<T>> found : fitting) {
            if (!literal || found.variables().isEmpty()) {
                if (found.target().method().equals(method)) {
                    return new Found<>(found.target().target(), found.variables());
                }
                allowed.add(found.target().method());
            }
        }
        throw new Refusal(
                405,
                "The " + method + " method is not supported on this path; allowed: " + String.join(", ", allowed) + ".",
                Map.of("Allow", String.join(", ", allowed)));
    }

    private static boolean fits(List<String> template, List<String> path, Map<String, String> variables) {
        if (template.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < template.size(); i++) {
            String wanted = template.get(i);
            if (wanted.startsWith("{")) {
                if (path.get(i).isEmpty()) {
                    return false;
                }
                variables.put(wanted.substring(1, wanted.length() - 1), path.get(i));
            } else if (!wanted.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> segments(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<String> segments = new ArrayList<>();
        for (String segment : trimmed.split("/", -1)) {
            try {
                // A plus sign in a path is itself, unlike in a query.
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new Refusal(400, "The request path holds a malformed percent escape.");
            }
        }
        return segments;
    }
}
