package dev.valence.hub;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A whole CEQL query, as bulk downloads use it.
 *
 * @param fields none for {@code *}
 * @param object name of the resource
 * @param limit rows, at least 1
 */
public record Query(
        List<Attribute> fields, String object, Optional<Expression> where, OrderBy orderBy, OptionalLong limit) {
    public Query {
        fields = List.copyOf(fields);
    }
}
