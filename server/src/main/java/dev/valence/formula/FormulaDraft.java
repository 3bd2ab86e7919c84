package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A formula as somebody wants it to be, checked.
 *
 * @param members what was given besides
 * @param document {@code configuration}, {@code triggers} and {@code steps}; their ids are those that were sent, which say
 *     nothing yet
 */
record FormulaDraft(
        String name,
        Optional<String> description,
        boolean active,
        String engine,
        boolean singleThreaded,
        boolean debugLogging,
        Optional<ApiAddress> address,
        ObjectNode members,
        ObjectNode document) {}
