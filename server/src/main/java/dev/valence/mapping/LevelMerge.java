package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Puts what the levels say of one object together, field by field; of each field the nearest level counts. */
final class LevelMerge {
    private static final String LEVEL = "level";
    private static final String FIELDS = "fields";
    private static final String CONFIGURATION = "configuration";

    private LevelMerge() {}

    /**
     * The definition in force: the union of the fields, each with its level.
     *
     * @param byLevel the definitions there are, from the widest level on
     */
    static ObjectNode definition(SequencedMap<Level, ObjectNode> byLevel) {
        Map<String, List<ObjectNode>> fields = new LinkedHashMap<>();
        Level nearest = Level.ORGANIZATION;
        for (Map.Entry<Level, ObjectNode> entry : byLevel.entrySet()) {
            nearest = entry.getKey();
            add(fields, entry.getValue(), entry.getKey());
        }
        return with(Json.MAPPER.createObjectNode().put(LEVEL, nearest.wire()), fields);
    }

    /**
     * The transformation in force: a level that does not inherit replaces those above it, and one that does says what is different:
     * fields by their paths, entries of the configuration by their types, other members by their names.
     */
    static ObjectNode transformation(SequencedMap<Level, ObjectNode> byLevel) {
        ObjectNode merged = Json.MAPPER.createObjectNode();
        for (Map.Entry<Level, ObjectNode> entry : byLevel.entrySet()) {
            ObjectNode own = entry.getValue();
            Map<String, List<ObjectNode>> fields = new LinkedHashMap<>();
            if (TransformationReader.inherits(own)) {
                add(fields, merged);
            } else {
                merged = Json.MAPPER.createObjectNode();
            }
            add(fields, own, entry.getKey());
            ObjectNode next = merged;
            List<JsonNode> configuration = configuration(merged, own);
            own.properties().forEach(member -> next.set(member.getKey(), member.getValue()));
            if (!configuration.isEmpty()) {
                next.putArray(CONFIGURATION).addAll(configuration);
            }
            merged = with(next.put(LEVEL, entry.getKey().wire()), fields);
        }
        return merged;
    }

    /** The entries of both; of one type those of the nearer level count, in the place of the others. */
    private static List<JsonNode> configuration(ObjectNode wider, ObjectNode nearer) {
        Map<String, List<JsonNode>> byType = new LinkedHashMap<>();
        byType(wider).forEach(byType::put);
        byType(nearer).forEach(byType::put);
        return byType.values().stream().flatMap(List::stream).toList();
    }

    private static Map<String, List<JsonNode>> byType(ObjectNode transformation) {
        Map<String, List<JsonNode>> byType = new LinkedHashMap<>();
        transformation
                .path(CONFIGURATION)
                .forEach(entry -> byType.computeIfAbsent(entry.path("type").asText(), any -> new ArrayList<>())
                        .add(entry));
        return byType;
    }

    /** The scripts in force, from the widest level on; they run one after the other. */
    static List<String> scripts(SequencedMap<Level, ObjectNode> byLevel) {
        List<String> scripts = new ArrayList<>();
        for (ObjectNode own : byLevel.values()) {
            if (!TransformationReader.inherits(own)) {
                scripts.clear();
            }
            String body = own.path("script").path("body").asText();
            if (!body.isBlank()) {
                scripts.add(body);
            }
        }
        return scripts;
    }

    private static void add(Map<String, List<ObjectNode>> fields, ObjectNode from, Level level) {
        for (JsonNode field : from.path(FIELDS)) {
            if (field instanceof ObjectNode object) {
                put(fields, object.deepCopy().put(LEVEL, level.wire()));
            }
        }
    }

    /** Fields that have their level already. */
    private static void add(Map<String, List<ObjectNode>> fields, ObjectNode from) {
        for (JsonNode field : from.path(FIELDS)) {
            if (field instanceof ObjectNode object) {
                put(fields, object);
            }
        }
    }

    /** Of the same path the later one counts; a field that is for some verbs only leaves the others to the earlier one. */
    private static void put(Map<String, List<ObjectNode>> fields, ObjectNode nearer) {
        fields.compute(
                FieldPath.plain(nearer.path("path").asText()),
                (path, before) -> Stream.concat(
                                Stream.ofNullable(before)
                                        .flatMap(List::stream)
                                        .flatMap(earlier -> CallMethods.beside(earlier, nearer).stream()),
                                Stream.of(nearer))
                        .toList());
    }

    private static ObjectNode with(ObjectNode json, Map<String, List<ObjectNode>> fields) {
        ArrayNode array = json.putArray(FIELDS);
        fields.values().forEach(array::addAll);
        return json;
    }
}
