package dev.valence.element;

import java.util.Map;

/**
 * A resource found for a method and path.
 *
 * @param pathVariables name to text as it stood in the path, still percent-encoded
 */
public record ResourceMatch(Resource resource, Map<String, String> pathVariables) {}
