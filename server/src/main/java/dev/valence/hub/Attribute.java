package dev.valence.hub;

import java.util.List;

/**
 * A field of a resource, from the outside in: {@code address.city} has two names, {@code `address.city`} has one.
 *
 * @param path at least one name, none empty, none with a back-tick
 */
public record Attribute(List<String> path) {
    public Attribute {
        path = List.copyOf(path);
        if (path.isEmpty() || path.stream().anyMatch(name -> name.isEmpty() || name.indexOf('`') >= 0)) {
            throw new IllegalArgumentException("Not an attribute: " + path);
        }
    }

    /** An attribute at the top level; dots in the name are part of it. */
    public static Attribute of(String name) {
        return new Attribute(List.of(name));
    }

    /** The names joined by dots, as vendors and hooks see them. */
    public String dotted() {
        return String.join(".", path);
    }
}
