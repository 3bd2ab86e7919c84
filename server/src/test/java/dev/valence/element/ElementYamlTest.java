package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementYamlTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "true",
            "no",
            "null",
            "~",
            "1",
            "1.50",
            "-0",
            "0x1f",
            "1e5",
            ".inf",
            "a: b",
            "- a",
            "#x",
            "{a}",
            "[a]",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "'",
            "\"",
            "\\",
            "a\nb",
            "a\n",
            "\n a\n\n",
            " lead",
            "trail ",
            "\t",
            "tab\tin",
            "é ü 漢字",
            "😀",
            "\u0000",
            "\u0007",
            "\u0085",
            "\u2028",
            "\uFEFFx",
            "2001-01-01",
            "---",
            "...",
            "<<",
            "=",
            "|",
            ">",
            "a # b",
            "a:",
            "?",
            ":",
            "function() {\n  return 1;\n}\n",
            "x".repeat(300),
            "a, b",
            "{{x}}",
            "\r\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-1",
                "2147483648",
                "9223372036854775807",
                "92233720368547758070",
                "1.50",
                "-0.0",
                "1e5",
                "1E-7",
                "100.0",
                "123456789.123456789123456789",
                "true",
                "null",
                "\"\"",
                "[]",
                "{}",
                "{\"a\":null,\"b\":[{},[]]}"
            })
    void jsonSurvivesYamlDigitByDigit(String json) throws IOException {
        JsonNode tree = Json.MAPPER.readTree(json);
        JsonNode back = ElementYaml.read("x", ElementYamlText.of(tree)).json();
        assertThat(back).isEqualTo(tree);
        assertThat(Json.MAPPER.writeValueAsString(back)).isEqualTo(Json.MAPPER.writeValueAsString(tree));
    }

    @Test
    void anyJsonSurvivesYamlMemberForMember() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            JsonNode tree = tree(new Random(seed), 4);
            String yaml = ElementYamlText.of(tree);
            JsonNode back = ElementYaml.read("x", yaml).json();
            assertThat(Json.MAPPER.writeValueAsString(back))
                    .as("seed %d%n%s", seed, yaml)
                    .isEqualTo(Json.MAPPER.writeValueAsString(tree));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ciscospark"})
    void aCatalogElementSurvivesTheWayToYamlAndBack(String key) throws IOException {
        String text = Files.readString(Path.of("../elements/" + key + "/element.yaml"));
        JsonNode json = ElementYaml.read("x", text).json();
        JsonNode back = ElementYaml.read("x", ElementYamlText.of(json)).json();
        assertThat(Json.MAPPER.writeValueAsString(back)).isEqualTo(Json.MAPPER.writeValueAsString(json));
    }

    @Test
    void everyValueKnowsItsLine() {
        ElementSource source = ElementYaml.read("x", "a:\n  - b: 1\n    c:\n\n      - d\n");
        assertThat(source.lines())
                .containsEntry("/a", 1)
                .containsEntry("/a/0", 2)
                .containsEntry("/a/0/c", 3)
                .containsEntry("/a/0/c/0", 5);
    }

    @Test
    void unknownMembersOfAnElementAreKept() {
        Element element = Samples.element("surprise: {deep: [1, 2.50]}\n");
        assertThat(element.json().path("surprise").toString()).isEqualTo("{\"deep\":[1,2.50]}");
        assertThat(ElementView.full(element).path("surprise")).isNotEmpty();
    }

    @Test
    void aliasesThatMultiplyAreStopped() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        assertThatThrownBy(() -> ElementYaml.read("x", bomb.toString()))
                .isInstanceOf(InvalidElement.class)
                .hasMessageContaining("multiply");
    }

    private static JsonNode tree(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> JsonNodeFactory.instance.nullNode();
            case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 2 -> JsonNodeFactory.instance.numberNode(random.nextLong() >> random.nextInt(64));
            case 3, 4 -> JsonNodeFactory.instance.textNode(text(random));
            case 5 -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(tree(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (int i = random.nextInt(5); i > 0; i--) {
                    object.set(text(random), tree(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return random.nextInt(4) == 0 ? text + TEXTS.get(random.nextInt(TEXTS.size())) : text;
    }
}
