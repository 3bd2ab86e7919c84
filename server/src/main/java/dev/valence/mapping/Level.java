package dev.valence.mapping;

import java.util.Locale;

/** Where a definition or transformation is kept, from the widest; what is nearer to the instance wins. */
public enum Level {
    ORGANIZATION,
    ACCOUNT,
    INSTANCE;

    /** The word in replies. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
