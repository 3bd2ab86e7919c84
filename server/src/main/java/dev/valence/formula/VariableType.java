package dev.valence.formula;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an instance of a formula gives for a variable. */
public enum VariableType {
    VALUE("value"),
    ELEMENT_INSTANCE("elementInstance");

    private final String wire;

    VariableType(String wire) {
        this.wire = wire;
    }

    /** The word on the wire. */
    public String wire() {
        return wire;
    }

    static Optional<VariableType> of(String wire) {
        return Arrays.stream(values())
                .filter(type -> type.wire.toLowerCase(Locale.ROOT).equals(wire.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
