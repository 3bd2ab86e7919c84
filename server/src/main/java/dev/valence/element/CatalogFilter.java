package dev.valence.element;

import dev.valence.http.BadRequest;
import dev.valence.http.Conditions;
import java.util.List;
import java.util.function.Predicate;

/**
 * The conditions that lists of elements know, with {@code =} or {@code IN}, joined by {@code AND}.
 *
 * @param matches which elements are wanted
 * @param abridged whether only the shortest form is wanted
 */
record CatalogFilter(Predicate<Element> matches, boolean abridged) {
    static final CatalogFilter ALL = new CatalogFilter(_ -> true, false);

    private static final List<String> FIELDS =
            List.of("key", "name", "hub", "id", "private", "extended", "active", "abridged");

    /**
     * Reads a {@code where}.
     *
     * @throws BadRequest naming what is not understood, and where
     */
    static CatalogFilter parse(String where) {
        CatalogFilter filter = ALL;
        for (Conditions.Condition condition :
                Conditions.parse(where, "elements", FIELDS).all()) {
            filter = filter.and(condition.field(), condition.values());
        }
        return filter;
    }

    private CatalogFilter and(String field, List<String> values) {
        return field.equals("abridged")
                ? new CatalogFilter(matches, values.contains("true"))
                : new CatalogFilter(
                        matches.and(element ->
                                values.contains(element.json().path(field).asText())),
                        abridged);
    }
}
