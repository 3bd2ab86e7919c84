package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element as it was written, not yet judged.
 *
 * @param name of the file, or of the request body, for messages
 * @param json the element JSON; read only
 * @param lines JSON pointer to line, from 1; empty when lines are not known
 */
public record ElementSource(String name, JsonNode json, Map<String, Integer> lines) {
    /** The line of a member, or of the nearest thing around it when it is missing; 0 when lines are not known. */
    int line(JsonPointer at) {
        for (@Nullable JsonPointer p = at; p != null; p = p.head()) {
            Integer line = lines.get(p.toString());
            if (line != null) {
                return line;
            }
        }
        return 0;
    }
}
