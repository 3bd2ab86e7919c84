package dev.valence.execution;

import java.util.Optional;

/**
 * What the journal answers.
 *
 * @param accepted the execution that began with it
 * @param lost whether nothing was written because the execution is not this process's any more: it was cancelled, or its lane
 *     went to another process
 */
record Written(Optional<Execution> accepted, boolean lost) {
    static final Written DONE = new Written(Optional.empty(), false);
    static final Written LOST = new Written(Optional.empty(), true);

    static Written of(Execution execution) {
        return new Written(Optional.of(execution), false);
    }
}
