package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The configuration entry {@code methods}: the verbs of the calls that a field or a transformation is for. */
final class CallMethods {
    static final Set<String> ALL = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final String TYPE = "methods";

    private CallMethods() {}

    /**
     * The verbs of an entry, upper case; none when there is no entry, which means every call.
     *
     * @param what has the entry, for the error
     * @throws BadRequest when the entry names something else than verbs, or nothing
     */
    static Set<String> require(JsonNode json, String what) {
        if (TransformationReader.configured(json, TYPE).isEmpty()) {
            return Set.of();
        }
        Set<String> methods = named(json);
        if (methods.isEmpty() || !ALL.containsAll(methods)) {
            throw new BadRequest(what + " has a configuration entry of the type methods, which must be like {\"type\":"
                    + " \"methods\", \"properties\": {\"methods\": [\"GET\"]}} with any of "
                    + String.join(", ", new TreeSet<>(ALL)));
        }
        return methods;
    }

    /** What is left of a field beside another one of the same path that comes before it; empty when nothing is. */
    static Optional<ObjectNode> beside(ObjectNode earlier, ObjectNode nearer) {
        Set<String> left = named(earlier);
        left.removeAll(named(nearer));
        if (left.isEmpty() || left.equals(named(earlier))) {
            return left.isEmpty() ? Optional.empty() : Optional.of(earlier);
        }
        ObjectNode limited = earlier.deepCopy();
        ArrayNode configuration = limited.putArray("configuration");
        for (JsonNode entry : earlier.path("configuration")) {
            if (!entry.path("type").asText().equals(TYPE)) {
                configuration.add(entry);
            }
        }
        ObjectNode entry = configuration.addObject().put("type", TYPE);
        entry.putObject("properties").set(TYPE, Json.MAPPER.valueToTree(left));
        return Optional.of(limited);
    }

    private static Set<String> named(JsonNode json) {
        Optional<JsonNode> entry = TransformationReader.configured(json, TYPE);
        if (entry.isEmpty()) {
            return new TreeSet<>(ALL);
        }
        Set<String> methods = new TreeSet<>();
        entry.get().path(TYPE).forEach(method -> methods.add(method.asText().toUpperCase(Locale.ROOT)));
        return methods;
    }
}
