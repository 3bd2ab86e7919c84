package dev.valence.element;

import java.util.Map;
import java.util.Optional;

/**
 * The orders a vendor's list can take.
 *
 * @param parameter vendor query parameter
 * @param fields what stands in {@code orderBy}, such as {@code name} or {@code created desc}, to the value that is sent;
 *     without a direction it is ascending
 */
public record OrderBy(String parameter, Map<String, String> fields) {
    /** The value for the smallest first. */
    public Optional<String> ascending(String field) {
        return Optional.ofNullable(fields.get(field)).or(() -> Optional.ofNullable(fields.get(field + " asc")));
    }

    /** The value for the largest or newest first. */
    public Optional<String> descending(String field) {
        return Optional.ofNullable(fields.get(field + " desc"));
    }
}
