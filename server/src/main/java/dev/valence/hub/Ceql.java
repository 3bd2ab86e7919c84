package dev.valence.hub;

import dev.valence.http.BadRequest;

/**
 * The query language of hub lists.
 *
 * <p>AND binds tighter than OR, keywords are case-insensitive, a quote inside a quoted value is doubled, back-ticks
 * keep a name from being split at dots or read as a keyword. Errors name the 1-based position, what was expected there
 * and what was found.
 */
public final class Ceql {
    private Ceql() {}

    /**
     * Reads the query parameter {@code where}, already percent-decoded.
     *
     * @throws BadRequest when it cannot be understood, is longer than 16 KB or nested deeper than 100
     */
    public static Expression where(String text) {
        return new CeqlParser("where", text).whereAlone();
    }

    /**
     * Reads {@code select <*|f1,f2> from <object> [where ..] [order by ..] [limit n]}.
     *
     * @throws BadRequest as for {@link #where}
     */
    public static Query query(String text) {
        return new CeqlParser("q", text).query();
    }

    /** Text that {@link #where} reads as the same expression. */
    public static String print(Expression expression) {
        return new CeqlPrinter().expression(expression).toString();
    }

    /** Text that {@link #query} reads as the same query. */
    public static String print(Query query) {
        return new CeqlPrinter().query(query).toString();
    }
}
