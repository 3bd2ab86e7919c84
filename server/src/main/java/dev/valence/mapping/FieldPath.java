package dev.valence.mapping;

import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an object: {@code home.city}, {@code list[0].id}, {@code list[*].name}, {@code list[id=4].name},
 * {@code list[?(@.id==2)].name}, {@code list[*].size()}.
 */
record FieldPath(List<PathStep> steps, String text) {
    private static final int LONGEST = 500;
    private static final int DEEPEST = 30;
    private static final int LAST_INDEX = 999;
    private static final Pattern MATCH = Pattern.compile("([^=\\[\\]?]+)=(.+)");
    private static final Pattern FILTER = Pattern.compile("\\?\\(@\\.([^=]+)==(.+)\\)");

    /**
     * Reads a path.
     *
     * @throws BadRequest saying what is wrong with it
     */
    static FieldPath parse(String text) {
        String path = text.strip();
        if (path.isEmpty() || path.length() > LONGEST) {
            throw fault(text, path.isEmpty() ? "is empty" : "is longer than " + LONGEST + " characters");
        }
        List<PathStep> steps = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            int end = nameEnd(path, at);
            String name = path.substring(at, end).strip();
            if (name.equals("size()")) {
                requireLast(path, end, steps);
                steps.set(steps.size() - 1, new PathStep.Size());
                return new FieldPath(List.copyOf(steps), path);
            }
            if (name.isEmpty()) {
                throw fault(path, "has an empty name at position " + (at + 1));
            }
            steps.add(new PathStep.Name(name));
            at = end;
            while (at < path.length() && path.charAt(at) == '[') {
                int close = closing(path, at);
                steps.add(bracket(path, path.substring(at + 1, close).strip()));
                at = close + 1;
            }
            if (at < path.length()) {
                if (path.charAt(at) != '.' || at + 1 == path.length()) {
                    throw fault(path, "must go on with a dot and a name at position " + (at + 1));
                }
                at++;
            }
            if (steps.size() > DEEPEST) {
                throw fault(path, "goes deeper than " + DEEPEST + " steps");
            }
        }
        return new FieldPath(List.copyOf(steps), path);
    }

    /** The names alone, as a choice of fields has them. */
    String names() {
        StringBuilder names = new StringBuilder();
        for (PathStep step : steps) {
            if (step instanceof PathStep.Name(String name)) {
                names.append(names.isEmpty() ? "" : ".").append(name);
            }
        }
        return names.toString();
    }

    /** Whether the place is the named one, lies inside of it, or around it. */
    boolean overlaps(String name) {
        String own = names();
        return own.equals(name) || own.startsWith(name + ".") || name.startsWith(own + ".");
    }

    /** How many arrays are walked element by element. */
    int lists() {
        return (int) steps.stream().filter(PathStep.Each.class::isInstance).count();
    }

    /** Whether a value can be put there. */
    boolean writable() {
        return !(steps.getLast() instanceof PathStep.Size);
    }

    private static int nameEnd(String path, int from) {
        for (int i = from; i < path.length(); i++) {
            if (path.charAt(i) == '.' || path.charAt(i) == '[') {
                return i;
            }
        }
        return path.length();
    }

    /** Brackets may stand inside of a filter's value. */
    private static int closing(String path, int open) {
        int depth = 0;
        for (int i = open; i < path.length(); i++) {
            depth += path.charAt(i) == '[' ? 1 : path.charAt(i) == ']' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw fault(path, "has a bracket that is not closed");
    }

    private static PathStep bracket(String path, String inside) {
        if (inside.equals("*")) {
            return new PathStep.Each();
        }
        if (!inside.isEmpty() && inside.length() < 5 && inside.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int index = Integer.parseInt(inside);
            if (index > LAST_INDEX) {
                throw fault(path, "has an index above " + LAST_INDEX);
            }
            return new PathStep.Index(index);
        }
        Matcher filter = FILTER.matcher(inside);
        Matcher match = MATCH.matcher(inside);
        Matcher found = filter.matches() ? filter : match;
        if (found == match && !match.matches()) {
            throw fault(path, "has [" + inside + "], which is none of [0], [*], [name=value] and [?(@.name==value)]");
        }
        return new PathStep.Match(parse(found.group(1)), unquoted(found.group(2).strip()));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '\'' || value.charAt(0) == '"')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static void requireLast(String path, int end, List<PathStep> steps) {
        if (end < path.length() || steps.isEmpty() || !(steps.getLast() instanceof PathStep.Each)) {
            throw fault(path, "may have size() only at its end, behind [*]");
        }
    }

    private static BadRequest fault(String path, String what) {
        return new BadRequest("The path '" + (path.length() > 80 ? path.substring(0, 80) + "..." : path) + "' " + what);
    }

    /** The one spelling that all spellings of a place have in common; what is no path stays what it is. */
    static String plain(String text) {
        try {
            return parse(text).plain();
        } catch (BadRequest e) {
            return text;
        }
    }

    private String plain() {
        StringBuilder plain = new StringBuilder();
        for (PathStep step : steps) {
            plain.append(
                    switch (step) {
                        case PathStep.Name(String name) -> (plain.isEmpty() ? "" : ".") + name;
                        case PathStep.Index(int index) -> "[" + index + "]";
                        case PathStep.Each() -> "[*]";
                        case PathStep.Match(FieldPath member, String value) ->
                            "[" + member.plain() + "='" + value + "']";
                        case PathStep.Size() -> "[*].size()";
                    });
        }
        return plain.toString();
    }

    /** Paths to the same place are equal, however they are spelt. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath path && path.steps.equals(steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
