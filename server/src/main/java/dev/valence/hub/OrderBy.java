package dev.valence.hub;

import java.util.List;

/**
 * The wanted order of a list, first key first: {@code title asc,created desc}.
 *
 * @param keys none means the vendor's own order
 */
public record OrderBy(List<Key> keys) {
    /** The vendor's own order. */
    public static final OrderBy NONE = new OrderBy(List.of());

    public OrderBy {
        keys = List.copyOf(keys);
    }

    /** Which way a key sorts. */
    public enum Direction {
        ASC,
        DESC,
        /** Not said: ascending, or what the vendor has. */
        UNSAID
    }

    /** One sort key. */
    public record Key(Attribute attribute, Direction direction) {}

    /**
     * Reads the query parameter {@code orderBy}; a blank one means no wish.
     *
     * @throws dev.valence.http.BadRequest with the position of the fault
     */
    public static OrderBy parse(String text) {
        return text.isBlank() ? NONE : new CeqlParser("orderBy", text).orderByAlone();
    }
}
