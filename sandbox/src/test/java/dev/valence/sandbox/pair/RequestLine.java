package dev.valence.sandbox.pair;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that begins a request: {@code 10x bob[spark:rooms_write] POST /rooms {"title": "Crew"}}.
 *
 * @param inline what stands after the path
 */
record RequestLine(int times, String caller, String method, String path, String inline) {
    private static final String TIMES = "(?:(\\d+)x )?";
    private static final String CALLER = "(\\w[^ \\[]*(?:\\[[^]]*])?)";

    /** Spaces stand within {@code {function and arguments}} only. */
    private static final String PATH = "((?:[^ {]|\\{[^}]*})+)";

    private static final Pattern LINE = Pattern.compile(TIMES + CALLER + " ([A-Z]+) " + PATH + "(?: (.*))?");

    /** Empty when the text is not such a line. */
    static Optional<RequestLine> read(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        int times = line.group(1) == null ? 1 : Integer.parseInt(line.group(1));
        String inline = line.group(5) == null ? "" : line.group(5);
        return Optional.of(new RequestLine(times, line.group(2), line.group(3), line.group(4), inline));
    }
}
