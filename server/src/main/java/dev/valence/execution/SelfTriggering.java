package dev.valence.execution;

import dev.valence.hub.CallOrigin;
import java.util.Optional;

/**
 * Formulas that start themselves: an execution that was started by what another one did stands one deeper, and from some depth on
 * it is stored as failed and not run.
 */
final class SelfTriggering {
    private static final int MOST_DEPTH = 10;

    static final String ERROR =
            "Not run: this execution was started by a call of another one, and that one in turn, more"
                    + " than " + MOST_DEPTH
                    + " deep. Let the formula pass over what its own calls cause, for example with a filter"
                    + " as its first step";

    private SelfTriggering() {}

    static boolean tooDeep(NewExecution execution) {
        return execution.depth() > MOST_DEPTH && execution.parentId().isEmpty();
    }

    /** How deep an execution stands that a call starts, by the header that calls of executions carry. */
    static int depth(Optional<String> origin) {
        return origin.flatMap(CallOrigin::parse).map(CallOrigin::depth).orElse(-1) + 1;
    }
}
