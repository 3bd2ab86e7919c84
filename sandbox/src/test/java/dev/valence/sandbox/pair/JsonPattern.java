package dev.valence.sandbox.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares JSON with a pattern: JSON whose strings may be marks. An object names the members it cares for. A list has to
 * be of the same length, unless its first element is one of the marks {@code <each>}, {@code <some>} and {@code <none>}.
 */
final class JsonPattern {
    private final List<String> differences = new ArrayList<>();

    private JsonPattern() {}

    /** Every difference, with its place; none when the JSON is as the pattern says. */
    static List<String> differences(JsonNode pattern, JsonNode actual) {
        JsonPattern comparison = new JsonPattern();
        comparison.compare("", pattern, actual);
        return comparison.differences;
    }

    private void compare(String place, JsonNode pattern, JsonNode actual) {
        if (pattern.isTextual()) {
            if (!matches(pattern.textValue(), actual)) {
                differ(place, pattern, actual);
            }
        } else if (pattern.isObject() && actual.isObject()) {
            pattern.properties()
                    .forEach(member ->
                            compare(place + "." + member.getKey(), member.getValue(), actual.path(member.getKey())));
        } else if (pattern.isArray() && actual.isArray()) {
            list(place, pattern, actual);
        } else if (!pattern.equals(actual)) {
            differ(place, pattern, actual);
        }
    }

    private void list(String place, JsonNode pattern, JsonNode actual) {
        switch (pattern.path(0).asText()) {
            case "<each>" -> {
                for (int i = 0; i < actual.size(); i++) {
                    compare(place + "[" + i + "]", pattern.path(1), actual.get(i));
                }
            }
            case "<some>" -> {
                for (int i = 1; i < pattern.size(); i++) {
                    if (!anyMatches(pattern.get(i), actual)) {
                        differ(place + "[any]", pattern.get(i), actual);
                    }
                }
            }
            case "<none>" -> {
                for (int i = 1; i < pattern.size(); i++) {
                    if (anyMatches(pattern.get(i), actual)) {
                        differences.add(place + ": no element may be like " + pattern.get(i) + " in " + brief(actual));
                    }
                }
            }
            default -> {
                if (pattern.size() != actual.size()) {
                    differences.add(place + ": expected " + pattern.size() + " elements, was " + actual.size() + ": "
                            + brief(actual));
                    return;
                }
                for (int i = 0; i < pattern.size(); i++) {
                    compare(place + "[" + i + "]", pattern.get(i), actual.get(i));
                }
            }
        }
    }

    private static boolean anyMatches(JsonNode pattern, JsonNode list) {
        for (JsonNode element : list) {
            if (differences(pattern, element).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, JsonNode actual) {
        boolean there = !actual.isMissingNode() && !actual.isNull();
        if (TextPattern.is(pattern, "absent")) {
            return actual.isMissingNode();
        }
        if (TextPattern.is(pattern, "optional")) {
            return actual.isMissingNode() || matches("<" + TextPattern.argument(pattern) + ">", actual);
        }
        if (TextPattern.is(pattern, "length")) {
            return actual.isArray() && actual.size() == Integer.parseInt(TextPattern.argument(pattern));
        }
        if (TextPattern.is(pattern, "epoch")) {
            return isNear(actual, Long.parseLong(TextPattern.argument(pattern)));
        }
        return switch (pattern) {
            case "<any>" -> there;
            case "<int>" -> actual.isIntegralNumber();
            case "<bool>" -> actual.isBoolean();
            case "<array>" -> actual.isArray();
            case "<object>" -> actual.isObject();
            default -> actual.isTextual() && TextPattern.matches(pattern, actual.textValue());
        };
    }

    /** Whether it is the instant so many seconds from now, in milliseconds since the epoch, give or take a minute. */
    private static boolean isNear(JsonNode actual, long seconds) {
        long wanted = System.currentTimeMillis() + seconds * 1000;
        return actual.isIntegralNumber() && Math.abs(actual.longValue() - wanted) < 60_000;
    }

    private void differ(String place, JsonNode pattern, JsonNode actual) {
        differences.add((place.isEmpty() ? "body" : place) + ": expected " + pattern + ", was " + brief(actual));
    }

    private static String brief(JsonNode node) {
        if (node instanceof MissingNode) {
            return "absent";
        }
        String text = node.toString();
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }
}
