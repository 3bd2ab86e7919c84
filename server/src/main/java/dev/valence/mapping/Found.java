package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What stands at a path of an object: one value, or one for each element of the arrays on the way. */
sealed interface Found {
    /** One value. */
    record One(JsonNode value) implements Found {}

    /** One for each element of an array, in its order; elements that lack it have {@link Nothing}. */
    record Many(List<Found> each) implements Found {}

    /** A {@code null} on the way to the place: an object or an array that is said to be none. */
    record Empty() implements Found {
        static final Empty HERE = new Empty();
    }

    /** An element that is {@code null}, where something inside of it is looked for. */
    record NoElement() implements Found {
        static final NoElement HERE = new NoElement();
    }

    /** No value. */
    record Nothing() implements Found {
        static final Nothing HERE = new Nothing();
    }

    /** Reads a path. */
    static Found at(JsonNode from, FieldPath path) {
        return at(from, path.steps());
    }

    private static Found at(JsonNode from, List<PathStep> steps) {
        if (from.isMissingNode()) {
            return Nothing.HERE;
        }
        if (steps.isEmpty()) {
            return new One(from);
        }
        if (from.isNull()) {
            return Empty.HERE;
        }
        List<PathStep> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case PathStep.Name(String name) -> at(from.path(name), rest);
            case PathStep.Index(int index) -> at(from.path(index), rest);
            case PathStep.Match match ->
                matching(from, match).map(found -> at(found, rest)).orElse(Nothing.HERE);
            case PathStep.Size() -> from.isArray() ? new One(IntNode.valueOf(from.size())) : Nothing.HERE;
            case PathStep.Each() -> {
                if (!from.isArray()) {
                    yield Nothing.HERE;
                }
                List<Found> each = new ArrayList<>(from.size());
                from.forEach(
                        element -> each.add(element.isNull() && !rest.isEmpty() ? NoElement.HERE : at(element, rest)));
                yield new Many(each);
            }
        };
    }

    /** The first element that a filter takes. */
    static Optional<JsonNode> matching(JsonNode array, PathStep.Match match) {
        if (!array.isArray()) {
            return Optional.empty();
        }
        return array.valueStream()
                .filter(element -> Found.at(element, match.member()) instanceof One(JsonNode value)
                        && value.isValueNode()
                        && value.asText().equals(match.value()))
                .findFirst();
    }

    /** The first value there is; of several, that is what a single place gets. */
    default Optional<JsonNode> first() {
        return switch (this) {
            case One(JsonNode value) -> Optional.of(value);
            case Many(List<Found> each) ->
                each.stream().flatMap(found -> found.first().stream()).findFirst();
            case Empty() -> Optional.of(NullNode.getInstance());
            case NoElement(), Nothing() -> Optional.empty();
        };
    }

    /** Whether there is nothing to be put anywhere; an array is something, whatever its elements have. */
    default boolean isNothing() {
        return this instanceof Nothing || this instanceof NoElement;
    }

    /**
     * The same with a value where there is none, or {@code null}.
     *
     * @param lists how many arrays are walked element by element: so deep each element gets the value for itself
     */
    default Found or(JsonNode otherwise, int lists) {
        if (lists == 0) {
            return first().map(JsonNode::isNull).orElse(true) ? new One(otherwise) : this;
        }
        return this instanceof Many(List<Found> each)
                ? new Many(each.stream()
                        .map(found -> found.or(otherwise, lists - 1))
                        .toList())
                : this;
    }

    /** The same with every value changed. */
    default Found map(UnaryOperator<JsonNode> change) {
        return switch (this) {
            case One(JsonNode value) -> new One(change.apply(value));
            case Many(List<Found> each) ->
                new Many(each.stream().map(found -> found.map(change)).toList());
            case Empty(), NoElement(), Nothing() -> this;
        };
    }
}
