package dev.valence.mapping;

/** One step of a {@link FieldPath}. */
sealed interface PathStep {
    /** A member of an object. */
    record Name(String name) implements PathStep {}

    /** One place of an array, from 0. */
    record Index(int index) implements PathStep {}

    /** Every element of an array. */
    record Each() implements PathStep {}

    /** The first element of an array in which a member has this value, as text. */
    record Match(FieldPath member, String value) implements PathStep {}

    /** The number of elements; can only be read. */
    record Size() implements PathStep {}
}
