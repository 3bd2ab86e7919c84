package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places of the provider's object that several fields are written to. Any number of fields may read one place; a request that says
 * different things about it through two of them is refused, since their order would decide.
 */
final class SharedPlaces {
    private SharedPlaces() {}

    /** The fields, those that may write what another one writes marked as sharing. */
    static List<FieldMapping> marked(List<FieldMapping> fields) {
        Map<PathStep, List<FieldMapping>> byFirst = new HashMap<>();
        fields.stream()
                .filter(SharedPlaces::writes)
                .forEach(field -> byFirst.computeIfAbsent(
                                field.vendorPath().steps().getFirst(), any -> new ArrayList<>())
                        .add(field));
        return fields.stream()
                .map(field -> writes(field)
                                && byFirst
                                        .getOrDefault(field.vendorPath().steps().getFirst(), List.of())
                                        .stream()
                                        .anyMatch(other -> !other.equals(field) && meet(field, other))
                        ? field.sharing()
                        : field)
                .toList();
    }

    private static boolean writes(FieldMapping field) {
        return field.written() && field.vendorPath().writable();
    }

    private static boolean meet(FieldMapping one, FieldMapping other) {
        return FieldClashes.haveVerbsInCommon(one, other)
                && Meeting.of(one.vendorPath(), other.vendorPath()) != Meeting.APART;
    }

    /**
     * Looks whether every field that shares its place still has its value there.
     *
     * @param given the application's object
     * @param vendor what was made of it
     * @throws BadRequest naming the fields
     */
    static void requireAgreement(List<FieldMapping> fields, JsonNode given, ObjectNode vendor) {
        for (FieldMapping field : fields) {
            if (!field.shared() || !field.written()) {
                continue;
            }
            Found found = field.toVendor(given);
            if (found.isNothing()) {
                continue;
            }
            if (changes(vendor, field.vendorPath(), found)) {
                throw disagreement(fields, field, given);
            }
        }
    }

    /** Whether the object would be another one; looks at the member alone that the path leads into, for objects may be large. */
    private static boolean changes(ObjectNode vendor, FieldPath path, Found found) {
        String name = ((PathStep.Name) path.steps().getFirst()).name();
        JsonNode before = vendor.path(name);
        ObjectNode again = JsonNodeFactory.instance.objectNode();
        if (!before.isMissingNode()) {
            again.set(name, before.deepCopy());
        }
        Place.put(again, path, found);
        return !again.path(name).equals(before);
    }

    private static BadRequest disagreement(List<FieldMapping> fields, FieldMapping field, JsonNode given) {
        List<String> others = fields.stream()
                .filter(other -> !other.equals(field) && other.shared() && other.written() && meet(field, other))
                .filter(other -> !other.toVendor(given).isNothing())
                .map(other -> "'" + other.path() + "'")
                .toList();
        return new BadRequest(
                "'" + field.path() + "' and " + String.join(", ", others) + " are written to the same place, '"
                        + field.vendorPath()
                        + "', and say different things; send one of them, or give the others the configuration"
                        + " entry passThrough with toVendor false");
    }
}
