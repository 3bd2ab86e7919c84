package dev.valence.formula;

import dev.valence.http.InvalidFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with something that was sent, by the place of each fault; all of it is told at once. */
final class Problems {
    /** More than anybody reads. */
    private static final int MOST = 100;

    private final Map<String, String> found = new LinkedHashMap<>();

    void add(String place, String fault) {
        if (found.size() < MOST) {
            found.putIfAbsent(place, fault);
        }
    }

    boolean any() {
        return !found.isEmpty();
    }

    /**
     * Ends the call when something is wrong.
     *
     * @param what begins the message, for example {@code "The formula cannot be stored"}
     * @throws InvalidFields naming every place
     */
    void refuse(String what) {
        if (any()) {
            throw new InvalidFields(
                    what + ": "
                            + found.entrySet().stream()
                                    .map(entry -> entry.getKey() + " " + entry.getValue())
                                    .collect(Collectors.joining("; ")),
                    found);
        }
    }
}
