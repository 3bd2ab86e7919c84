package dev.valence.execution;

import java.util.Optional;

/**
 * What the journal answers.
 *
 * @param accepted the execution that began with it
 * @param lost whether nothing was written because the execution is not this process's any more: it was cancelled, or its lane
 *     went to another process, or came back from one by another claim
 * @param elsewhere whether another process runs the execution that began
 */
record Written(Optional<Execution> accepted, boolean lost, boolean elsewhere) {
    static final Written DONE = new Written(Optional.empty(), false, false);
    static final Written LOST = new Written(Optional.empty(), true, false);

    static Written of(Execution execution, boolean elsewhere) {
        return new Written(Optional.of(execution), false, elsewhere);
    }
}
