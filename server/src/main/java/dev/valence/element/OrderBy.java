package dev.valence.element;

import java.util.Map;

/**
 * The orders a vendor's list can take.
 *
 * @param parameter vendor query parameter
 * @param fields field in {@code orderBy} to the value that is sent
 */
public record OrderBy(String parameter, Map<String, String> fields) {}
