package dev.valence.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code where} of a list of the platform's own: fields with {@code =} or {@code IN}, joined by {@code AND}. What hub
 * lists understand is more, and depends on the element.
 *
 * @param all all of which have to hold
 */
public record Conditions(List<Condition> all) {
    /** Never goes back, which takes a frame of the stack for each character. */
    private static final String VALUE = "'([^']*+(?:''[^']*+)*+)'|([A-Za-z0-9_.-]+)";

    private static final Pattern CONDITION = Pattern.compile(
            "\\s*([A-Za-z]+)\\s*(?:=\\s*(" + VALUE + ")|\\bIN\\s*\\(([^)]*)\\))\\s*(\\bAND\\b|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUES = Pattern.compile("\\s*(?:" + VALUE + ")\\s*(,|$)");

    public Conditions {
        all = List.copyOf(all);
    }

    /**
     * A field and what it may be.
     *
     * @param field in the list's own spelling
     */
    public record Condition(String field, List<String> values) {}

    /**
     * Reads a {@code where}; a blank one has no conditions.
     *
     * @param things names what is listed, for example {@code "elements"}
     * @param fields that can be asked for, in any case
     * @throws BadRequest naming what is not understood, and where
     */
    public static Conditions parse(String where, String things, List<String> fields) {
        Map<String, String> known = new TreeMap<>();
        fields.forEach(field -> known.put(field.toLowerCase(Locale.ROOT), field));
        List<Condition> all = new ArrayList<>();
        Matcher condition = CONDITION.matcher(where);
        int at = 0;
        boolean more = !where.isBlank();
        while (more) {
            if (!condition.find(at) || condition.start() != at) {
                String example = fields.getFirst();
                throw fault(
                        where,
                        at,
                        "expected a condition like " + example + " = 'demo' or " + example + " IN ('a','b')");
            }
            String field = known.get(condition.group(1).toLowerCase(Locale.ROOT));
            if (field == null) {
                throw fault(
                        where,
                        condition.start(1),
                        things + " have no '" + condition.group(1) + "' to ask for; known are "
                                + String.join(", ", fields));
            }
            all.add(new Condition(
                    field,
                    condition.group(2) == null
                            ? values(where, condition.group(5), condition.start(5))
                            : List.of(value(condition, 3))));
            at = condition.end();
            more = !condition.group(6).isEmpty();
        }
        return new Conditions(all);
    }

    private static List<String> values(String where, String list, int start) {
        List<String> values = new ArrayList<>();
        Matcher matcher = VALUES.matcher(list);
        int at = 0;
        do {
            if (!matcher.find(at) || matcher.start() != at) {
                throw fault(where, start + at, "expected values like 'a','b'");
            }
            values.add(value(matcher, 1));
            at = matcher.end();
        } while (!matcher.group(3).isEmpty());
        return values;
    }

    private static String value(Matcher matcher, int group) {
        return matcher.group(group) == null
                ? matcher.group(group + 1)
                : matcher.group(group).replace("''", "'");
    }

    private static BadRequest fault(String where, int at, String message) {
        return new BadRequest(
                "where cannot be read at position " + (at + 1) + " of " + where.length() + ": " + message);
    }
}
