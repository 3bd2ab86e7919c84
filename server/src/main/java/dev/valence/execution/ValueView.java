package dev.valence.execution;

import dev.valence.formula.StepType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How callers see the values of an execution's steps.
 *
 * @param logged whether at all; errors are in any case
 * @param requests names of the steps that send requests: what they sent and got is shown member by member. Empty when nobody knows
 *     any more which ones do; all are taken for such then
 */
record ValueView(boolean logged, Optional<Set<String>> requests) {
    /** A sub-formula's values are those of its last step, which may be a request. */
    static final Set<StepType> REQUESTS = Set.copyOf(EnumSet.of(
            StepType.ELEMENT_REQUEST,
            StepType.REQUEST,
            StepType.HTTP_REQUEST,
            StepType.ELEMENT_REQUEST_STREAM,
            StepType.AMQP_REQUEST,
            StepType.FORMULA));

    ValueView {
        requests = requests.map(Set::copyOf);
    }

    /** Errors alone, which are no requests. */
    static ValueView ofErrors() {
        return new ValueView(true, Optional.of(Set.of()));
    }

    /** Whether a step sends requests, as far as anybody knows. */
    boolean isRequest(String step) {
        return requests.map(names -> names.contains(step)).orElse(true);
    }
}
