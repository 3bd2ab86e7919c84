package dev.valence.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What PostgreSQL takes as text: no zero character and no half of a surrogate pair. */
public final class StorableText {
    private StorableText() {}

    /** The text itself, or nothing when no row can contain it. */
    public static Optional<String> of(String text) {
        return Optional.of(text)
                .filter(given -> given.indexOf('\0') < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(given));
    }

    /**
     * The text itself.
     *
     * @param what names it in the error, for example {@code "The name"}
     * @throws BadRequest when it cannot be stored
     */
    public static String require(String text, String what) {
        return of(text).orElseThrow(() ->
                new BadRequest(what + " holds a zero character or half of a surrogate pair, which cannot be stored"));
    }
}
