package dev.valence.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The execution of a formula that a call of the platform's own is a part of.
 *
 * @param depth how many executions stand above it
 * @param dryRun whether it is only a try, which nothing else may begin with
 */
public record CallOrigin(long executionId, int depth, boolean dryRun) {
    /** Where calls of the platform's own carry it. Whoever else sends it can only keep executions from running. */
    public static final String HEADER = "Valence-Execution";

    private static final Pattern FORM = Pattern.compile("(\\d{1,18});depth=(\\d{1,6})(;dry-run)?");

    /** The header's value. */
    public String text() {
        return executionId + ";depth=" + depth + (dryRun ? ";dry-run" : "");
    }

    /** Reads the header; empty when it is not {@link #text}. */
    public static Optional<CallOrigin> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new CallOrigin(
                        Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3) != null))
                : Optional.empty();
    }
}
