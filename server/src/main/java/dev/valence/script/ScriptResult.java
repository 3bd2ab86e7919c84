package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What became of one run of a script. */
public sealed interface ScriptResult {
    /** What the script logged, in order; cut to a thousand lines. */
    List<String> console();

    /** The script handed this to {@code done}. */
    record Done(JsonNode value, List<String> console) implements ScriptResult {}

    /**
     * It threw, did not call {@code done}, or broke a limit.
     *
     * @param reason for the people who wrote it
     * @param line of the script, from 1; 0 when no line is to blame
     */
    record Failed(String reason, int line, List<String> console) implements ScriptResult {
        static Failed because(String reason) {
            return new Failed(reason, 0, List.of());
        }
    }
}
