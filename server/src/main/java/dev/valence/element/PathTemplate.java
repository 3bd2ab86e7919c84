package dev.valence.element;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Paths with variables in braces. */
final class PathTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]+)}");
    private static final Pattern HUB = Pattern.compile("^/hubs/[^/]+(?=/)");

    private PathTemplate() {}

    /** The path without its leading {@code /hubs/{hub}}. */
    static String withoutHub(String path) {
        return HUB.matcher(path).replaceFirst("");
    }

    static List<String> segments(String path) {
        return Stream.of(path.split("/", -1)).skip(1).toList();
    }

    /** The name in a segment that is a variable as a whole. */
    static Optional<String> variableOf(String segment) {
        var matcher = VARIABLE.matcher(segment);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The names of all variables, in order. */
    static List<String> variables(String path) {
        return VARIABLE.matcher(path)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }
}
