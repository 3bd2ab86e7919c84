package dev.valence.mapping;

import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses fields whose result would depend on their order: of the same path, of a path inside of another one, and of paths that
 * make an object and an array of one place.
 */
final class FieldClashes {
    private FieldClashes() {}

    /**
     * A field and where it comes from.
     *
     * @param level the word for its level; empty when it does not matter
     */
    record Placed(FieldMapping field, String level) {}

    /**
     * Looks at the fields of one transformation; those for different verbs never meet.
     *
     * @throws BadRequest naming the paths, and the levels where these differ
     */
    static void refuse(List<Placed> fields) {
        Map<PathStep, List<Placed>> byFirst = new HashMap<>();
        for (Placed placed : fields) {
            List<Placed> near =
                    byFirst.computeIfAbsent(placed.field.path().steps().getFirst(), any -> new ArrayList<>());
            near.stream()
                    .filter(earlier -> haveVerbsInCommon(earlier.field, placed.field))
                    .forEach(earlier -> refuse(earlier, placed));
            near.add(placed);
        }
    }

    private static void refuse(Placed one, Placed other) {
        FieldPath path = one.field.path();
        FieldPath second = other.field.path();
        String fault = switch (Meeting.of(path, second)) {
            case APART -> "";
            case SAME ->
                "The path '" + path + "' is mapped twice"
                        + (path.text().equals(second.text()) ? "" : ", also as '" + second + "'");
            case INSIDE -> path.steps().size() > second.steps().size() ? inside(path, second) : inside(second, path);
            case MIXED ->
                "The paths '" + path + "' and '" + second + "' clash: one goes on inside of an array where the"
                        + " other does not, or they choose its elements in different ways";
        };
        if (!fault.isEmpty()) {
            throw new BadRequest(fault + levels(one, other), new FieldClash(one, other));
        }
    }

    private static String inside(FieldPath path, FieldPath outer) {
        return "The path '" + path + "' lies inside of the path '" + outer + "', which is mapped itself";
    }

    private static String levels(Placed one, Placed other) {
        return one.level.equals(other.level) || one.level.isEmpty() || other.level.isEmpty()
                ? ""
                : " ('" + one.field.path() + "' at the level " + one.level + ", '" + other.field.path()
                        + "' at the level " + other.level + ", which inherits)";
    }

    /** Whether some call uses both. */
    static boolean haveVerbsInCommon(FieldMapping one, FieldMapping other) {
        return one.methods().isEmpty()
                || other.methods().isEmpty()
                || one.methods().stream().anyMatch(other.methods()::contains);
    }
}
