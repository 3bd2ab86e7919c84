package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References in a step's address that come to nothing. Elsewhere such a reference is empty; an address with a hole is another
 * address, such as that of all contacts instead of one.
 */
final class AddressGaps {
    /** {@code ${steps.find.id}}, or {@code {id}} that the property {@code path} has a value for. */
    private static final Pattern FILLED = Pattern.compile("\\$\\{[^{}]*}|\\{[^{}$]+}");

    /** What stands before the query; a sign within braces belongs to a name, here and below. */
    private static final Pattern PATH = Pattern.compile("(?:[^?#{]++|\\{[^{}]*+}|\\{)*");

    private static final Pattern SEGMENT = Pattern.compile("(?:[^/{]++|\\{[^{}]*+}|\\{)+");

    private static final Pattern PLACE = Pattern.compile("(?<!\\$)\\{([^{}$]+)}");

    private AddressGaps() {}

    /**
     * Refuses an address that names a value which is not there.
     *
     * @throws BadRequest naming step, property and reference
     */
    static void requireValues(StepCall call, String property) {
        call.context().unresolved(Context.text(call.property(property))).stream()
                .findFirst()
                .ifPresent(reference -> {
                    throw gap(call, property, reference, "has no value");
                });
    }

    /**
     * Refuses an address in whose path a part would vanish.
     *
     * @param fill puts values into a text
     * @throws BadRequest naming step, property and reference
     */
    static void requireSegments(StepCall call, String property, UnaryOperator<String> fill) {
        Matcher path = PATH.matcher(Context.text(call.property(property)));
        Matcher segments = SEGMENT.matcher(path.lookingAt() ? path.group() : "");
        while (segments.find()) {
            Matcher filled = FILLED.matcher(segments.group());
            if (filled.find() && fill.apply(segments.group()).isBlank()) {
                throw gap(call, property, filled.group(), "is empty, so that a part of the address would vanish");
            }
        }
    }

    /**
     * Refuses a path of the platform with a name in braces that the property {@code path} has no value for. Other addresses may
     * have braces of their own.
     *
     * @param values of that property
     * @throws BadRequest naming step, property and name
     */
    static void requirePlaces(StepCall call, String property, ObjectNode values) {
        Matcher path = PATH.matcher(Context.text(call.property(property)));
        Matcher places = PLACE.matcher(path.lookingAt() ? path.group() : "");
        while (places.find()) {
            if (!values.has(places.group(1))) {
                throw gap(call, property, places.group(), "has no value in the property path");
            }
        }
    }

    private static BadRequest gap(StepCall call, String property, String reference, String what) {
        return new BadRequest("The step " + call.step().name() + " was not sent: in its property " + property + ", "
                + reference + " " + what + ". Look at what the steps before it gave, or lead to this step only when"
                + " there is a value, with a filter");
    }
}
