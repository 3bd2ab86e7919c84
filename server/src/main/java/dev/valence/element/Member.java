package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JSON object of an element on its way into a record. Every read says what it expects; what is not so becomes a
 * fault and reading goes on with a stand-in, so that all faults are found at once.
 */
final class Member {
    private final JsonNode node;
    private final JsonPointer at;
    private final ElementFaults faults;

    Member(JsonNode node, JsonPointer at, ElementFaults faults) {
        this.node = node;
        this.at = at;
        this.faults = faults;
    }

    void fault(String message) {
        faults.add(at, message);
    }

    void fault(String name, String message) {
        faults.add(at.appendProperty(name), message);
    }

    JsonPointer at() {
        return at;
    }

    /** A text that must be there and must not be blank. */
    String text(String name) {
        Optional<String> text = optionalText(name);
        if (text.isEmpty() || text.get().isBlank()) {
            if (value(name).isEmpty() || text.isPresent()) {
                fault(name, "is required");
            }
            return "";
        }
        return text.get();
    }

    Optional<String> optionalText(String name) {
        return value(name).flatMap(value -> {
            if (value.isTextual()) {
                return Optional.of(value.textValue());
            }
            fault(name, value.isValueNode() ? "must be a text; put it into quotes" : "must be a text");
            return Optional.empty();
        });
    }

    boolean flag(String name, boolean otherwise) {
        return value(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        fault(name, "must be true or false, without quotes");
                    }
                    return value.asBoolean(otherwise);
                })
                .orElse(otherwise);
    }

    Optional<Integer> number(String name) {
        return value(name).flatMap(value -> {
            if (value.isInt()) {
                return Optional.of(value.intValue());
            }
            fault(name, "must be a whole number");
            return Optional.empty();
        });
    }

    long id() {
        return value("id")
                .map(value -> {
                    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() <= 0) {
                        fault("id", "must be a whole number above 0");
                    }
                    return value.asLong();
                })
                .orElseGet(() -> {
                    fault("id", "is required");
                    return 0L;
                });
    }

    <E extends Enum<E> & WireName> Optional<E> choice(String name, Class<E> type) {
        return optionalText(name).flatMap(text -> choice(text, name, type));
    }

    <E extends Enum<E> & WireName> E requiredChoice(String name, Class<E> type) {
        if (value(name).isEmpty()) {
            fault(name, "is required; " + oneOf(type));
        }
        return choice(name, type).orElseGet(() -> type.getEnumConstants()[0]);
    }

    <E extends Enum<E> & WireName> List<E> choices(String name, Class<E> type) {
        return texts(name).stream()
                .flatMap(text -> choice(text, name, type).stream())
                .toList();
    }

    private <E extends Enum<E> & WireName> Optional<E> choice(String text, String name, Class<E> type) {
        Optional<E> found = Stream.of(type.getEnumConstants())
                .filter(constant -> constant.wire().equals(text))
                .findFirst();
        if (found.isEmpty()) {
            fault(name, oneOf(type) + ", not '" + text + "'");
        }
        return found;
    }

    private static <E extends Enum<E> & WireName> String oneOf(Class<E> type) {
        return "must be one of "
                + Stream.of(type.getEnumConstants()).map(WireName::wire).collect(Collectors.joining(", "));
    }

    /** A JSON pointer that must be there (RFC 6901). */
    JsonPointer pointer(String name) {
        return pointer(name, text(name));
    }

    List<JsonPointer> pointers(String name) {
        return texts(name).stream().map(text -> pointer(name, text)).toList();
    }

    /** One that may be absent. */
    Optional<JsonPointer> optionalPointer(String name) {
        return optionalText(name).map(text -> pointer(name, text));
    }

    /** One pointer, or an array of them in the order of preference; none when the member is absent. */
    List<JsonPointer> pointerOrPointers(String name) {
        return value(name).filter(JsonNode::isArray).isPresent()
                ? pointers(name)
                : optionalPointer(name).map(List::of).orElse(List.of());
    }

    private JsonPointer pointer(String name, String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException _) {
            fault(name, "'" + text + "' is not a JSON pointer; it must begin with a slash, for example /message");
            return JsonPointer.empty();
        }
    }

    Optional<Member> object(String name) {
        return value(name).flatMap(value -> {
            if (value.isObject()) {
                return Optional.of(new Member(value, at.appendProperty(name), faults));
            }
            fault(name, "must be an object");
            return Optional.empty();
        });
    }

    Member requiredObject(String name) {
        if (value(name).isEmpty()) {
            fault(name, "is required");
        }
        return object(name).orElseGet(() -> new Member(node.path(name), at.appendProperty(name), faults));
    }

    /** The objects of an array; none when the array is absent. */
    List<Member> items(String name) {
        JsonPointer place = at.appendProperty(name);
        List<Member> items = new ArrayList<>();
        for (JsonNode item : array(name)) {
            Member member = new Member(item, place.appendIndex(items.size()), faults);
            if (!item.isObject()) {
                member.fault("must be an object");
            }
            items.add(member);
        }
        return Collections.unmodifiableList(items);
    }

    /** The texts of an array; none when the array is absent. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            } else {
                fault(name, "must hold texts only");
            }
        }
        return Collections.unmodifiableList(texts);
    }

    List<JsonNode> array(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isArray()) {
                        fault(name, "must be an array");
                    }
                    return List.copyOf(value.isArray() ? value.valueStream().toList() : List.<JsonNode>of());
                })
                .orElse(List.of());
    }

    /** The members of an object, in their order; none when it is absent. */
    Map<String, JsonNode> members(String name) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object(name).ifPresent(object -> object.node.properties().forEach(e -> members.put(e.getKey(), e.getValue())));
        return Collections.unmodifiableMap(members);
    }

    /** Any value; null counts as absent. */
    Optional<JsonNode> value(String name) {
        return Optional.of(node.path(name)).filter(value -> !value.isMissingNode() && !value.isNull());
    }
}
