package dev.valence.instance;

import dev.valence.http.BadRequest;
import java.util.Arrays;
import java.util.Locale;

/** Who obtains and keeps the tokens of an instance. */
public enum ExternalAuthentication {
    /** The platform exchanges the code and refreshes. */
    NONE,
    /** The caller brings tokens once; the platform refreshes from then on. */
    INITIAL,
    /** The caller brings tokens and keeps them up to date; the platform never refreshes. */
    ALWAYS;

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ExternalAuthentication of(String wire) {
        return Arrays.stream(values())
                .filter(value -> value.wire().equals(wire.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new BadRequest("externalAuthentication must be none, initial or always, not '" + wire + "'"));
    }
}
