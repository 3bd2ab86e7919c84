package dev.valence.sandbox.control;

import java.util.Map;

/**
 * A call of the control API.
 *
 * @param origin scheme, host and port as the caller sees them
 * @param variables of the path
 */
record Request(String origin, Map<String, String> variables, Body body) {
    String id() {
        return variables.getOrDefault("id", "");
    }
}
