package dev.valence.formula;

/**
 * A property that steps or triggers of a type have.
 *
 * @param kind what a literal value has to look like
 */
record Property(String name, boolean required, PropertyKind kind) {
    static Property required(String name, PropertyKind kind) {
        return new Property(name, true, kind);
    }

    static Property optional(String name, PropertyKind kind) {
        return new Property(name, false, kind);
    }
}
