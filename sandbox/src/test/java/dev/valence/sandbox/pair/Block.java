package dev.valence.sandbox.pair;

import dev.valence.sandbox.pair.Step.Content;
import dev.valence.sandbox.pair.Step.Expectation;
import dev.valence.sandbox.pair.Step.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The indented lines below a request, a reply or a delivery.
 *
 * @param headers lines {@code Name: value}
 * @param fields lines {@code name = value}
 * @param body lines from the first that opens a JSON value, or one line {@code body <pattern>}
 * @param kept lines {@code keep name = place}
 */
record Block(List<Field> headers, List<Field> fields, String body, List<Field> kept) {
    private static final Pattern KEEP = Pattern.compile("keep ([\\w-]+) = (.+)");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z-]*): (.*)");
    private static final Pattern FIELD = Pattern.compile("([\\w-]+) = ?(.*)");

    /** Empty when a line is none of these. */
    static Optional<Block> of(List<String> lines) {
        Block block = new Block(new ArrayList<>(), new ArrayList<>(), "", new ArrayList<>());
        StringBuilder body = new StringBuilder();
        for (String indented : lines) {
            String line = indented.strip();
            if (take(KEEP, line, block.kept)) {
                continue;
            }
            boolean opens = line.startsWith("{") || line.startsWith("[") || line.startsWith("body ");
            if (opens || !body.isEmpty()) {
                body.append(line).append('\n');
            } else if (!take(HEADER, line, block.headers) && !take(FIELD, line, block.fields)) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Block(block.headers, block.fields, body.toString().strip(), block.kept));
    }

    private static boolean take(Pattern pattern, String line, List<Field> into) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() && into.add(new Field(matcher.group(1), matcher.group(2)));
    }

    /** The body as something to send; {@code inline} is what stood in the line of the request. */
    Content text(String inline) {
        String whole = (inline + "\n" + body).strip();
        return whole.isEmpty() ? new Content.None() : new Content.Text(whole);
    }

    /** What has to come; {@code inline} is what stood in the line of the reply after the status. */
    Expectation expectation(String status, String inline) {
        boolean soon = inline.startsWith("soon");
        String rest = soon ? inline.substring(4) : inline;
        return new Expectation(status, soon, headers, (rest + "\n" + body).strip(), kept);
    }
}
