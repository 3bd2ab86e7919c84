package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Puts values into an object, or takes them out; objects and arrays on the way are made when they are missing. */
final class Place {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Place() {}

    /** Puts what was found at a path; what is not found changes nothing. */
    static void put(ObjectNode target, FieldPath path, Found found) {
        if (path.writable()) {
            put(target, path.steps(), found);
        }
    }

    private static JsonNode put(JsonNode target, List<PathStep> steps, Found found) {
        if (isAbsent(found, steps)) {
            return target;
        }
        if (steps.isEmpty()) {
            // An array where one value has its place gives its first one.
            return found.first().orElse(target);
        }
        List<PathStep> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case PathStep.Name(String name) -> {
                ObjectNode object = target instanceof ObjectNode is ? is : JSON.objectNode();
                object.set(name, put(object.path(name), rest, found));
                yield object;
            }
            case PathStep.Index(int index) -> {
                ArrayNode array = array(target);
                fill(array, index);
                array.set(index, put(array.get(index), rest, found));
                yield array;
            }
            case PathStep.Each() ->
                found instanceof Found.Empty && !target.isArray()
                        ? NullNode.getInstance()
                        : each(array(target), rest, found);
            case PathStep.Match match -> {
                ArrayNode array = array(target);
                JsonNode element = Found.matching(array, match).orElseGet(() -> added(array, match));
                put(element, rest, found);
                yield array;
            }
            case PathStep.Size() -> target;
        };
    }

    /** Whether nothing is to be put; an array without values is something where the path has elements. */
    private static boolean isAbsent(Found found, List<PathStep> steps) {
        return found.isNothing()
                || (found.first().isEmpty() && steps.stream().noneMatch(PathStep.Each.class::isInstance));
    }

    private static ArrayNode each(ArrayNode array, List<PathStep> rest, Found found) {
        if (found instanceof Found.Empty) {
            return array;
        }
        if (found instanceof Found.Many(List<Found> each)) {
            for (int i = 0; i < each.size(); i++) {
                // Positions mean something: an element without a value is there nevertheless.
                fill(array, i);
                Found one = each.get(i);
                boolean lacks = isAbsent(one, rest) && !(one instanceof Found.NoElement);
                array.set(i, lacks && array.get(i).isNull() ? blank(rest) : put(array.get(i), rest, one));
            }
        } else {
            fill(array, 0);
            array.set(0, put(array.get(0), rest, found));
        }
        return array;
    }

    /** An element that lacks what is looked for inside of it. */
    private static JsonNode blank(List<PathStep> rest) {
        if (rest.isEmpty()) {
            return NullNode.getInstance();
        }
        return rest.getFirst() instanceof PathStep.Name ? JSON.objectNode() : JSON.arrayNode();
    }

    private static JsonNode added(ArrayNode array, PathStep.Match match) {
        ObjectNode element = array.addObject();
        put(element, match.member(), new Found.One(TextNode.valueOf(match.value())));
        return element;
    }

    private static ArrayNode array(JsonNode target) {
        return target instanceof ArrayNode is ? is : JSON.arrayNode();
    }

    private static void fill(ArrayNode array, int index) {
        while (array.size() <= index) {
            array.add(NullNode.getInstance());
        }
    }

    /** Takes the value at a path away, and objects that are empty by that. */
    static void remove(JsonNode from, FieldPath path) {
        remove(from, path.steps());
    }

    /** Answers whether nothing is left of the value. */
    private static boolean remove(JsonNode from, List<PathStep> steps) {
        if (steps.isEmpty() || from.isNull()) {
            return true;
        }
        List<PathStep> rest = steps.subList(1, steps.size());
        switch (steps.getFirst()) {
            case PathStep.Name(String name) -> {
                if (from instanceof ObjectNode object && object.has(name) && remove(object.get(name), rest)) {
                    object.remove(name);
                    return object.isEmpty();
                }
            }
            case PathStep.Index(int index) -> {
                // A place in the middle stays, or those behind it would move.
                if (from instanceof ArrayNode array && array.has(index) && remove(array.get(index), rest)) {
                    array.set(index, NullNode.getInstance());
                    return array.valueStream().allMatch(JsonNode::isNull);
                }
            }
            case PathStep.Each() -> {
                if (from instanceof ArrayNode array) {
                    boolean nothing = true;
                    for (JsonNode element : array) {
                        // Elements that had nothing from the beginning do not keep the array under this name.
                        nothing &= remove(element, rest)
                                || element.isNull()
                                || (element.isContainerNode() && element.isEmpty());
                    }
                    return nothing;
                }
            }
            case PathStep.Match match -> Found.matching(from, match).ifPresent(element -> remove(element, rest));
            case PathStep.Size() -> {
                return false;
            }
        }
        return false;
    }
}
