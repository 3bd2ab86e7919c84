package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An application's object mapped to one of a provider's; made once for a transformation and used for many objects.
 *
 * @param name of the application's object
 * @param vendorName of the provider's: the hub's name of the resource, or the provider's own
 * @param passesFromVendor whether members that no field names are given to the application too
 * @param passesToVendor whether such members are sent to the provider
 * @param methods verbs of the calls that the object takes, upper case; none means every call
 * @param query conditions in the provider's names that lists are asked for with, instead of the caller's
 * @param scripts bodies of the functions that each object goes through after its fields are mapped, in order
 * @param table the fields in a form that maps text without a tree, when that can be done
 * @param fault why the object cannot be used, for its caller; rows of before a rule may break it
 */
public record ObjectMapping(
        String name,
        String vendorName,
        List<FieldMapping> fields,
        boolean passesFromVendor,
        boolean passesToVendor,
        boolean documented,
        Set<String> methods,
        Optional<String> query,
        List<String> scripts,
        Optional<FieldTable> table,
        Optional<String> fault) {

    public ObjectMapping {
        fields = List.copyOf(fields);
        methods = Set.copyOf(methods);
        scripts = List.copyOf(scripts);
    }

    /** One that cannot be used. */
    static ObjectMapping broken(String name, String fault) {
        return new ObjectMapping(
                name,
                "",
                List.of(),
                false,
                false,
                false,
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(fault));
    }

    /** Whether scripts have to run after the fields are mapped, which takes a thread that may block. */
    public boolean scripted() {
        return !scripts.isEmpty();
    }

    /** Whether calls of this verb may be made for the object. */
    public boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    /** The mapping of one call: fields that are for other verbs take no part in it. */
    public ObjectMapping of(String method) {
        return using(field -> field.isFor(method));
    }

    /**
     * The mapping of a call for some fields only: the others do not appear with their defaults either.
     *
     * @param chosen names of the application's object, separated by commas; none for all
     */
    public ObjectMapping choosing(String chosen) {
        if (chosen.isBlank()) {
            return this;
        }
        List<String> names =
                Arrays.stream(chosen.split(",", -1)).map(String::strip).toList();
        return using(field -> field.otherwise().isEmpty() || names.stream().anyMatch(field.path()::overlaps));
    }

    private ObjectMapping using(Predicate<FieldMapping> wanted) {
        if (fields.stream().allMatch(wanted)) {
            return this;
        }
        List<FieldMapping> used = fields.stream()
                .map(field -> wanted.test(field) ? field : field.unused())
                .toList();
        return new ObjectMapping(
                name,
                vendorName,
                used,
                passesFromVendor,
                passesToVendor,
                documented,
                methods,
                query,
                scripts,
                FieldTable.of(used, passesFromVendor),
                fault);
    }

    /** The provider's object as the application knows it; anything but an object stays what it is. */
    public JsonNode fromVendor(JsonNode given) {
        if (!(given instanceof ObjectNode object)) {
            return given;
        }
        PassedObject mapped = new PassedObject();
        if (passesFromVendor) {
            mapped.take(object);
            fields.forEach(field -> mapped.remove(field.vendorPath()));
        }
        for (FieldMapping field : fields) {
            if (field.read()) {
                mapped.put(field.path(), field.fromVendor(object));
            }
        }
        return mapped.json();
    }

    /**
     * The application's object as the provider takes it; only what is there is sent.
     *
     * @throws dev.valence.http.BadRequest when two fields say different things about one place
     */
    public JsonNode toVendor(JsonNode given) {
        if (!(given instanceof ObjectNode object)) {
            return given;
        }
        PassedObject mapped = new PassedObject();
        if (passesToVendor) {
            mapped.take(object);
            fields.forEach(field -> mapped.remove(field.path()));
        }
        for (FieldMapping field : fields) {
            if (field.written()) {
                mapped.put(field.vendorPath(), field.toVendor(object));
            }
        }
        SharedPlaces.requireAgreement(fields, object, mapped.json());
        return mapped.json();
    }

    /** Its fields as <code>{"fields": [...]}</code>, in the form in which an element's own objects are described. */
    public ObjectNode metadata() {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        var described = metadata.putArray("fields");
        Set<FieldPath> told = new HashSet<>();
        fields.stream()
                .filter(field -> told.add(field.path()))
                .forEach(field -> described
                        .addObject()
                        .put("vendorPath", field.path().text())
                        .put("type", field.type().wire()));
        return metadata;
    }

    /** The provider's names of the application's fields, for queries; names without a field stand for themselves. */
    public Map<String, String> vendorNames() {
        Map<String, String> names = new LinkedHashMap<>();
        // One that is in use comes before one of the same path that is for other verbs.
        Stream.concat(fields.stream().filter(FieldMapping::read), fields.stream())
                .forEach(field -> names.putIfAbsent(
                        field.path().names(), field.vendorPath().names()));
        return names;
    }
}
