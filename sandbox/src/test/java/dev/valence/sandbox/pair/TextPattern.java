package dev.valence.sandbox.pair;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a header, a text body or a JSON string has to be: itself, or a mark in angle brackets. */
final class TextPattern {
    private static final Pattern MARK = Pattern.compile("<([a-z]+)(?: (.*))?>", Pattern.DOTALL);
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

    private TextPattern() {}

    /** Whether the pattern is a mark of this name. */
    static boolean is(String pattern, String mark) {
        Matcher matcher = MARK.matcher(pattern);
        return matcher.matches() && matcher.group(1).equals(mark);
    }

    /** What stands in the mark after its name. */
    static String argument(String pattern) {
        Matcher matcher = MARK.matcher(pattern);
        return matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
    }

    static boolean matches(String pattern, String actual) {
        Matcher matcher = MARK.matcher(pattern);
        if (!matcher.matches()) {
            return pattern.equals(actual);
        }
        String argument = argument(pattern);
        return switch (matcher.group(1)) {
            case "any", "string" -> true;
            case "text" -> !actual.isBlank();
            case "empty" -> actual.isEmpty();
            case "timestamp" -> isTimestamp(actual);
            case "id" -> isId(argument, actual);
            case "contains" -> actual.contains(argument);
            case "lacks" -> !actual.contains(argument);
            case "matches" ->
                Pattern.compile(argument, Pattern.DOTALL).matcher(actual).matches();
            case "not" -> !matches(argument, actual);
            case "jwt" -> Jwt.claim(argument.split(" ", 2)[0], actual).equals(argument.split(" ", 2)[1]);
            case "one" -> Arrays.asList(argument.split("\\|", -1)).contains(actual);
            default -> throw new IllegalArgumentException("Unknown mark: " + pattern);
        };
    }

    private static boolean isTimestamp(String actual) {
        return TIMESTAMP.matcher(actual).matches() && Instant.parse(actual).isAfter(Instant.EPOCH);
    }

    /** Whether it is the URL-safe base64, without padding, of {@code ciscospark://us/TYPE/...}. */
    private static boolean isId(String type, String actual) {
        if (!ID.matcher(actual).matches()) {
            return false;
        }
        String plain = new String(Base64.getUrlDecoder().decode(actual), StandardCharsets.UTF_8);
        return plain.matches("ciscospark://[^/]+/" + type + "/.+");
    }
}
