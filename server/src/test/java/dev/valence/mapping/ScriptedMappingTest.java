package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.http.Json;
import dev.valence.script.ScriptLimits;
import dev.valence.script.Scripts;
import dev.valence.script.TimeLeft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptedMappingTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Scripts SCRIPTS =
            new Scripts(2, 4, new ScriptLimits(LIMIT, LIMIT, LIMIT, 64, 4 * 1024 * 1024));
    private static final ScriptedMapping SCRIPTED = new ScriptedMapping(SCRIPTS);

    @AfterAll
    static void stop() {
        SCRIPTS.close();
    }

    static List<Long> seeds() {
        return new Random(20261127).longs(200).boxed().toList();
    }

    /** Before its scripts run, an object is what its tree would be, whether or not it could be mapped as text. */
    @ParameterizedTest
    @MethodSource("seeds")
    void fieldsAreMappedAsTheTreeHasThem(long seed) {
        Random random = new Random(seed);
        RandomMapping samples = new RandomMapping(random);
        ObjectMapping mapping = samples.mapping();
        List<String> objects = new ArrayList<>();
        ArrayNode expected = Json.MAPPER.createArrayNode();
        for (int i = 0; i < random.nextInt(8); i++) {
            String object = random.nextInt(6) == 0 ? "\"no object\"" : samples.object();
            objects.add(object);
            expected.add(RandomMapping.asTree(mapping, object));
        }
        JsonValues given = JsonValues.each(utf8(" [ " + String.join(" , ", objects) + " ] "));
        assertThat(tree(SCRIPTED.map(mapping, "tenant", "test", given, true).array()))
                .as("%s of %s", mapping, objects)
                .isEqualTo(expected);
    }

    @Test
    void eachObjectOfAListGoesThroughTheScript() {
        ObjectMapping mapping = mapping(
                "if (transformedObject.own === 'bad') throw 'no'; transformedObject.was = originalObject.x + fromVendor;"
                        + " done(transformedObject)");
        JsonValues given = JsonValues.each(
                utf8("[{\"x\":\"a\",\"id\":9007199254740993},{\"x\":\"bad\",\"n\":1.10},{\"x\":\"\\u00e9}\"}]"));
        ScriptedMapping.Mapped mapped = SCRIPTED.map(mapping, "tenant", "test", given, true);
        assertThat(new String(mapped.array(), StandardCharsets.UTF_8))
                .as("what fails stays as its fields are mapped, and numbers keep their digits")
                .isEqualTo("[{\"id\":9007199254740993,\"own\":\"a\",\"was\":\"atrue\"},{\"n\":1.10,\"own\":\"bad\"},"
                        + "{\"own\":\"é}\",\"was\":\"é}true\"}]");
        assertThat(mapped.failure())
                .hasValueSatisfying(failed -> assertThat(failed.reason()).isEqualTo("no"));
    }

    /** The first hundred use the time up; what would come after them is not run, however many there are. */
    @Test
    void aListHasOneTimeForAllOfItsObjects() {
        Duration limit = Duration.ofMillis(300);
        Scripts impatient = new Scripts(1, 2, new ScriptLimits(limit, LIMIT, LIMIT, 64, 1000));
        try {
            ObjectMapping mapping = mapping(
                    "if (transformedObject.own < 150) while (true) {} transformedObject.ran = true; done(transformedObject)");
            List<String> objects = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                objects.add("{\"x\":" + i + "}");
            }
            TimeLeft left = new TimeLeft(limit);
            JsonValues given = JsonValues.each(utf8(objects.toString()));
            ScriptedMapping.Mapped mapped =
                    new ScriptedMapping(impatient).map(mapping, "tenant", "test", given, true, left);
            assertThat(tree(mapped.array())).hasSize(250).allMatch(object -> !object.has("ran"));
        } finally {
            impatient.close();
        }
    }

    @Test
    void anArrayThatIsOneBodyStaysOne() {
        ObjectMapping mapping = mapping("done({size: transformedObject.length})");
        ScriptedMapping.Mapped mapped =
                SCRIPTED.map(mapping, "tenant", "test", JsonValues.one(utf8("[{\"x\":1},{\"x\":2}]")), false);
        assertThat(mapped.objects()).hasSize(1);
        assertThat(new String(mapped.objects().getFirst(), StandardCharsets.UTF_8))
                .isEqualTo("{\"size\":2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            []                     | true  | 0
            [ ]                    | true  | 0
             [1]                   | true  | 1
            [[1,2],{"a":"]"},"x,"] | true  | 3
            {"a":[1,2]}            | false | 1
            7                      | false | 1
            """)
    void valuesOfATextAreItsElementsOrItself(String text, boolean array, int size) {
        JsonValues values = JsonValues.each(utf8(text));
        assertThat(values.isArray()).isEqualTo(array);
        assertThat(values.size()).isEqualTo(size);
        assertThat(JsonValues.one(utf8(text)).isArray()).isFalse();
    }

    private static ObjectMapping mapping(String script) {
        String fields = "{\"vendorName\": \"things\", \"fields\": [{\"path\": \"own\", \"vendorPath\": \"x\"}]}";
        return TransformationReader.mapping("mine", tree(utf8(fields)), Map.of(), List.of(script));
    }

    private static JsonNode tree(byte[] json) {
        return Json.tree(json, "mapped objects");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
