package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        if (random.nextBoolean()) {
            json.putArray("configuration").addObject().put("type", "inherit");
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
        return value(random, lists);
    }

    private static Found value(Random random, long lists) {
        if (lists == 0) {
            return new Found.One(Json.MAPPER.getNodeFactory().numberNode(random.nextInt()));
        }
        return new Found.Many(random.ints(1 + random.nextInt(4))
                .mapToObj(any -> value(random, lists - 1))
                .toList());
    }
}
