package dev.valence.formula;

/**
 * Something that every instance of a formula brings along.
 *
 * @param id the number of the part
 * @param key by which {@code ${config.key}} names it; may hold dots
 * @param name for people
 */
public record Variable(long id, String key, String name, VariableType type, boolean required) {}
