package dev.valence.formula;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References like {@code ${config.key}} as far as templates and instances need them: which variables they name, and what these
 * say for an instance. The older form leaves {@code config.} out.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}]*)}");
    /** First words of what is known only when a formula runs. */
    private static final Set<String> ROOTS = Set.of("steps", "trigger", "info");

    private References() {}

    static boolean any(String text) {
        return REFERENCE.matcher(text).find();
    }

    /** What stands between the braces. */
    static List<String> paths(String text) {
        List<String> paths = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            paths.add(matcher.group(1).strip());
        }
        return paths;
    }

    /** The variable that a reference names and that is not declared. */
    static Optional<String> unknownVariable(String path, Set<String> keys, Collection<String> steps) {
        if (path.startsWith("config.")) {
            String key = path.substring("config.".length());
            return key(key, keys).isPresent() ? Optional.empty() : Optional.of(key);
        }
        String first = first(path);
        boolean atRun = ROOTS.contains(first) || steps.contains(first);
        return atRun || key(path, keys).isPresent() ? Optional.empty() : Optional.of(path);
    }

    /** Whether a text without braces is a reference all the same. */
    static boolean isBare(String text, Set<String> keys, Collection<String> steps) {
        return text.indexOf('.') > 0 && unknownVariable(text, keys, steps).isEmpty();
    }

    /**
     * A text with the variables in it replaced by their values.
     *
     * @return empty when something in it has no value, or is known only when the formula runs
     */
    static Optional<String> resolve(String text, Map<String, String> values) {
        if (!any(text)) {
            return text.startsWith("config.") ? value(text, values) : Optional.of(text);
        }
        StringBuilder resolved = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            Optional<String> value = value(matcher.group(1).strip(), values);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(matcher.appendTail(resolved).toString());
    }

    private static Optional<String> value(String path, Map<String, String> values) {
        String key = path.startsWith("config.") ? path.substring("config.".length()) : path;
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    /** Keys may hold dots, so the longest that a path begins with is meant. */
    private static Optional<String> key(String path, Set<String> keys) {
        return keys.stream()
                .filter(key -> path.equals(key) || path.startsWith(key + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
