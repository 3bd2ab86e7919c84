package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every mapping, tried on random ones. */
class MappingLawsTest {
    static List<Long> seeds() {
        return new Random(20260115).longs(300).boxed().toList();
    }

    /** One to one, no types: then nothing may be lost on the way there and back. */
    @ParameterizedTest
    @MethodSource("seeds")
    void thereAndBackIsTheOriginal(long seed) {
        Random random = new Random(seed);
        ObjectNode transformation = Json.MAPPER.createObjectNode().put("vendorName", "things");
        ArrayNode fields = transformation.putArray("fields");
        ObjectNode own = Json.MAPPER.createObjectNode();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String shape = shape(random);
            FieldPath path = FieldPath.parse(named(shape, "own" + i));
            fields.addObject()
                    .put("path", path.text())
                    .put("vendorPath", named(shape, "vendor" + random.nextInt(3) + "_" + i));
            Place.put(own, path, value(random, path.steps()));
        }
        ObjectMapping mapping = TransformationReader.mapping("mine", transformation, Map.of(), List.of());
        JsonNode vendor = mapping.toVendor(own);
        assertThat(mapping.fromVendor(vendor))
                .as("%s by way of %s", transformation, vendor)
                .isEqualTo(own);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void levelsCanBeMergedInAnyGrouping(long seed) {
        Random random = new Random(seed);
        Map<Level, ObjectNode> all = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            all.put(level, transformation(random));
        }
        ObjectNode whole = merged(all, Level.ORGANIZATION, Level.ACCOUNT, Level.INSTANCE);

        // What the two upper levels are together is put in the place of the organization's.
        Map<Level, ObjectNode> grouped = new LinkedHashMap<>(all);
        ObjectNode upper = merged(all, Level.ORGANIZATION, Level.ACCOUNT);
        grouped.put(Level.ACCOUNT, upper);
        ObjectNode stepwise = merged(grouped, Level.ACCOUNT, Level.INSTANCE);
        assertThat(paths(stepwise)).isEqualTo(paths(whole));
        assertThat(stepwise.path("vendorName")).isEqualTo(whole.path("vendorName"));
        assertThat(stepwise.path("configuration")).isEqualTo(whole.path("configuration"));

        if (TransformationReader.inherits(all.getOrDefault(Level.ACCOUNT, whole))) {
            // And what the two lower ones are together, in the place of the account's.
            Map<Level, ObjectNode> lower = new LinkedHashMap<>(all);
            lower.put(Level.ACCOUNT, merged(all, Level.ACCOUNT, Level.INSTANCE));
            ObjectNode fromBelow = merged(lower, Level.ORGANIZATION, Level.ACCOUNT);
            assertThat(paths(fromBelow)).isEqualTo(paths(whole));
            assertThat(fromBelow.path("configuration")).isEqualTo(whole.path("configuration"));
        }
    }

    @Test
    void aLevelThatInheritsTakesOverTheSettingsThatItDoesNotName() {
        Map<Level, ObjectNode> levels = new LinkedHashMap<>();
        levels.put(Level.ORGANIZATION, configured("""
                {"type": "passThrough", "properties": {"fromVendor": false}}, {"type": "methods", "properties": {"methods": ["GET"]}},
                {"type": "queryOverride", "properties": {"query": "a=1"}}, {"type": "addToDocumentation"}, {"type": "custom", "properties": 1}"""));
        levels.put(Level.ACCOUNT, configured("""
                {"type": "inherit"}, {"type": "methods", "properties": {"methods": ["GET", "POST"]}}"""));
        levels.put(Level.INSTANCE, configured("""
                {"type": "queryOverride", "properties": {"query": ""}}, {"type": "addToDocumentation", "properties": {"value": false}},
                {"type": "inherit"}"""));
        ObjectMapping account = read(merged(levels, Level.ORGANIZATION, Level.ACCOUNT));
        assertThat(account.passesFromVendor()).isFalse();
        assertThat(account.methods()).containsExactlyInAnyOrder("GET", "POST");
        assertThat(account.query()).contains("a=1");
        assertThat(account.documented()).isTrue();
        ObjectNode whole = merged(levels, Level.ORGANIZATION, Level.ACCOUNT, Level.INSTANCE);
        assertThat(read(whole).query()).as("said to be none").isEmpty();
        assertThat(read(whole).documented()).isFalse();
        assertThat(read(whole).passesFromVendor()).isFalse();
        assertThat(whole.path("configuration")
                        .valueStream()
                        .map(entry -> entry.path("type").asText()))
                .containsExactly("passThrough", "methods", "queryOverride", "addToDocumentation", "custom", "inherit");
        levels.put(Level.INSTANCE, configured("{\"type\": \"custom\"}"));
        assertThat(read(merged(levels, Level.ORGANIZATION, Level.ACCOUNT, Level.INSTANCE))
                        .passesFromVendor())
                .as("replaced, not inherited")
                .isTrue();
    }

    private static ObjectMapping read(ObjectNode merged) {
        return TransformationReader.mapping("mine", merged, Map.of(), List.of());
    }

    private static ObjectNode configured(String entries) {
        return (ObjectNode) Json.tree(
                ("{\"vendorName\": \"things\", \"fields\": [], \"configuration\": [" + entries + "]}")
                        .getBytes(StandardCharsets.UTF_8),
                "test");
    }

    private static Map<String, String> paths(ObjectNode merged) {
        Map<String, String> paths = new LinkedHashMap<>();
        merged.path("fields")
                .forEach(field -> paths.put(
                        field.path("path").asText(), field.path("vendorPath").asText()));
        return paths;
    }

    private static ObjectNode merged(Map<Level, ObjectNode> all, Level... levels) {
        LinkedHashMap<Level, ObjectNode> some = new LinkedHashMap<>();
        for (Level level : levels) {
            some.put(
                    level,
                    all.getOrDefault(level, Json.MAPPER.createObjectNode()).deepCopy());
        }
        return LevelMerge.transformation(some);
    }

    private static ObjectNode transformation(Random random) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("vendorName", "v" + random.nextInt(3));
        ArrayNode fields = json.putArray("fields");
        for (int i = 0; i < random.nextInt(6); i++) {
            fields.addObject().put("path", "p" + i).put("vendorPath", "x" + random.nextInt(100));
        }
        ArrayNode configuration = json.putArray("configuration");
        for (String type : List.of("passThrough", "methods", "custom", "inherit", "queryOverride")) {
            for (int i = random.nextInt(3); i == 1; i--) {
                configuration
                        .addObject()
                        .put("type", type)
                        .putObject("properties")
                        .put("x", random.nextInt(100));
            }
        }
        return json;
    }

    /** Names stand as #. */
    private static String shape(Random random) {
        return List.of("#", "#.a", "#.a.b", "#[*]", "#[*].a", "#[*].a[*].b", "#[0]", "#[0].a")
                .get(random.nextInt(8));
    }

    private static String named(String shape, String name) {
        return shape.replace("#", name);
    }

    private static Found value(Random random, List<PathStep> steps) {
        long lists = steps.stream().filter(PathStep.Each.class::isInstance).count();
        return value(random, lists, !(steps.getLast() instanceof PathStep.Each));
    }

    private static Found value(Random random, long lists, boolean within) {
        if (lists == 0) {
            return new Found.One(Json.MAPPER.getNodeFactory().numberNode(random.nextInt()));
        }
        // Lists may be empty, and objects in them may lack the value.
        return new Found.Many(random.ints(random.nextInt(4))
                .mapToObj(
                        any -> within && random.nextInt(4) == 0 ? Found.Nothing.HERE : value(random, lists - 1, within))
                .toList());
    }
}
