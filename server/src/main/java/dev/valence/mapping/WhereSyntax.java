package dev.valence.mapping;

/** Knows how conditions are written; the query language lives above, with the calls that use it. */
public interface WhereSyntax {
    /**
     * Checks conditions.
     *
     * @throws dev.valence.http.BadRequest saying what cannot be read, and where
     */
    void check(String conditions);
}
