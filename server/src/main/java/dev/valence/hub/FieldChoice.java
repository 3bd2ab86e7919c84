package dev.valence.hub;

import dev.valence.http.BadRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members that a caller wants to see: the query parameter {@code fields=id,title,address.city}.
 *
 * <p>A dot goes into a nested object, through lists too. A name without further names means its whole value.
 */
public final class FieldChoice {
    /** Every member. */
    public static final FieldChoice ALL = new FieldChoice(new byte[0][], new FieldChoice[0]);

    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_NESTING = 50;

    private final byte[][] names;
    private final FieldChoice[] below;

    private FieldChoice(byte[][] names, FieldChoice[] below) {
        this.names = names;
        this.below = below;
    }

    /**
     * Reads the parameter; a blank one chooses everything.
     *
     * @throws BadRequest for an empty name, with its 1-based position, and for more than 8 KB
     */
    public static FieldChoice parse(String text) {
        if (text.isBlank()) {
            return ALL;
        }
        if (text.length() > MAX_LENGTH) {
            throw new BadRequest("fields: at most " + MAX_LENGTH + " characters, found " + text.length());
        }
        Branch root = new Branch();
        int from = 0;
        for (String path : text.split(",", -1)) {
            root.add(path, from);
            from += path.length() + 1;
        }
        return root.choice();
    }

    /** Whether every member is chosen. */
    public boolean isAll() {
        return names.length == 0;
    }

    /**
     * What is chosen inside the member of this name, {@code null} when the member is not wanted.
     *
     * @param escaped whether the name still has JSON escapes in it
     */
    @Nullable
    FieldChoice within(byte[] bytes, int from, int to, boolean escaped) {
        if (escaped) {
            byte[] plain = JsonName.decode(bytes, from, to);
            return within(plain, 0, plain.length, false);
        }
        for (int i = 0; i < names.length; i++) {
            if (Arrays.equals(names[i], 0, names[i].length, bytes, from, to)) {
                return below[i];
            }
        }
        return null;
    }

    private static final class Branch {
        private final Map<String, Branch> members = new LinkedHashMap<>();
        private boolean whole;

        private void add(String path, int from) {
            Branch branch = this;
            int at = from;
            String[] steps = path.split("\\.", -1);
            if (steps.length > MAX_NESTING) {
                throw new BadRequest("fields: at most " + MAX_NESTING + " nested names at position " + (from + 1));
            }
            for (String step : steps) {
                if (step.isBlank()) {
                    throw new BadRequest("fields: expected a name at position " + (at + 1)
                            + "; write names separated by commas, such as id,title,address.city");
                }
                branch = branch.members.computeIfAbsent(step.strip(), name -> new Branch());
                at += step.length() + 1;
            }
            branch.whole = true;
        }

        private FieldChoice choice() {
            if (whole) {
                return ALL;
            }
            return new FieldChoice(
                    members.keySet().stream()
                            .map(name -> name.getBytes(StandardCharsets.UTF_8))
                            .toArray(byte[][]::new),
                    members.values().stream().map(Branch::choice).toArray(FieldChoice[]::new));
        }
    }
}
