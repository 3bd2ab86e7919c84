package dev.valence.element;

import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conditions that lists of elements know: {@code key}, {@code hub}, {@code name}, {@code private},
 * {@code extended}, {@code active} and {@code abridged}, with {@code =} or {@code IN}, joined by {@code AND}.
 *
 * @param matches which elements are wanted
 * @param abridged whether only the shortest form is wanted
 */
record CatalogFilter(Predicate<Element> matches, boolean abridged) {
    static final CatalogFilter ALL = new CatalogFilter(_ -> true, false);

    private static final String VALUE = "'((?:[^']|'')*)'|([A-Za-z0-9_.-]+)";
    private static final Pattern CONDITION = Pattern.compile(
            "\\s*([A-Za-z]+)\\s*(?:=\\s*(" + VALUE + ")|\\bIN\\s*\\(([^)]*)\\))\\s*(\\bAND\\b|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern VALUES = Pattern.compile("\\s*(?:" + VALUE + ")\\s*(,|$)");

    /**
     * Reads a {@code where}.
     *
     * @throws BadRequest naming what is not understood, and where
     */
    static CatalogFilter parse(String where) {
        CatalogFilter filter = ALL;
        Matcher condition = CONDITION.matcher(where);
        int at = 0;
        boolean more = !where.isBlank();
        while (more) {
            if (!condition.find(at) || condition.start() != at) {
                throw fault(where, at, "expected a condition like key = 'demo' or key IN ('a','b')");
            }
            List<String> values = condition.group(2) == null
                    ? values(where, condition.group(5), condition.start(5))
                    : List.of(value(condition, 3));
            filter = filter.and(where, condition, values);
            at = condition.end();
            more = !condition.group(6).isEmpty();
        }
        return filter;
    }

    private CatalogFilter and(String where, Matcher condition, List<String> values) {
        String field = condition.group(1);
        if (field.equalsIgnoreCase("abridged")) {
            return new CatalogFilter(matches, values.contains("true"));
        }
        Predicate<Element> wanted = switch (field.toLowerCase(Locale.ROOT)) {
            case "key" -> element -> values.contains(element.key());
            case "name" -> element -> values.contains(element.name());
            case "hub" -> element -> values.contains(element.hub());
            case "id" -> element -> values.contains(String.valueOf(element.id()));
            case "private", "extended", "active" ->
                element -> values.contains(
                        element.json().path(field.toLowerCase(Locale.ROOT)).asText());
            default ->
                throw fault(
                        where,
                        condition.start(1),
                        "elements have no '" + field + "' to ask for; known are key, name, hub, id, private,"
                                + " extended, active and abridged");
        };
        return new CatalogFilter(matches.and(wanted), abridged);
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
