package dev.valence.tenant;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What PostgreSQL takes as text: no NUL and no half of a surrogate pair. Anything else from outside matches no row. */
final class PostgresText {
    private PostgresText() {}

    /** The text itself, or nothing when no row can contain it. */
    static Optional<String> storable(String text) {
        return Optional.of(text)
                .filter(given -> given.indexOf('\0') < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(given));
    }
}
