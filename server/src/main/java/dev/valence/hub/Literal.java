package dev.valence.hub;

/**
 * A value in CEQL.
 *
 * @param text without quotes; numbers keep their digits as written, booleans and null are in lower case
 */
public record Literal(Kind kind, String text) {
    /** What the value was written as. */
    public enum Kind {
        /** In single quotes. */
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL,
        /** Neither quoted nor any of the others, such as {@code 2026-01-15T09:30:00Z} or {@code open}. */
        BARE
    }

    /** A quoted value. */
    public static Literal text(String text) {
        return new Literal(Kind.TEXT, text);
    }
}
