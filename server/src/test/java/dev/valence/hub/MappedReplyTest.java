package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.http.Json;
import dev.valence.mapping.ObjectMapping;
import dev.valence.mapping.RandomMapping;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedReplyTest {
    static List<Long> seeds() {
        return new Random(20261126).longs(300).boxed().toList();
    }

    /** Whatever the pieces, and whether or not an object could be mapped as text. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aMappedListIsWhatTheTreesOfItsObjectsAre(long seed) {
        Random random = new Random(seed);
        RandomMapping samples = new RandomMapping(random);
        ObjectMapping mapping = samples.mapping();
        for (int round = 0; round < 10; round++) {
            List<String> objects = new ArrayList<>();
            ArrayNode expected = Json.MAPPER.createArrayNode();
            for (int i = 0; i < random.nextInt(8); i++) {
                String object = random.nextInt(12) == 0 ? "[1, \"x\"]" : samples.object();
                objects.add(object);
                expected.add(RandomMapping.asTree(mapping, object));
            }
            String list = "[" + String.join(" , ", objects) + "]";
            String mapped = run(mapping, list, random);
            assertThat(Json.tree(mapped.getBytes(StandardCharsets.UTF_8), "mapped list"))
                    .as("%s of %s", mapping, list)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSingleObjectIsMappedToo(long seed) {
        Random random = new Random(seed);
        RandomMapping samples = new RandomMapping(random);
        ObjectMapping mapping = samples.mapping();
        String object = samples.object();
        assertThat(Json.tree(run(mapping, object, random).getBytes(StandardCharsets.UTF_8), "mapped object"))
                .as("%s of %s", mapping, object)
                .isEqualTo(RandomMapping.asTree(mapping, object));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            own=x               | {"x":12345678901234567890.1000}              | {"own":12345678901234567890.1000}
            own=x               | {"x":1E5,"y":-0}                             | {"y":-0,"own":1E5}
            own=x               | {"own":1,"x":2}                              | {"own":2}
            own=x               | {"own":1}                                    | {"own":1}
            times.made=x        | {"x":1,"y":[ 1, 2 ]}                         | {"y":[ 1, 2 ],"times":{"made":1}}
            times.made=x        | {"times":{"a":1},"x":2}                      | {"times":{"a":1,"made":2}}
            own=x.y             | {"x":{"y":1,"z":"\\u00e9"}}                  | {"x":{"z":"\\u00e9"},"own":1}
            own=x.y             | {"x":{"y":1}}                                | {"own":1}
            own=x.y             | {"x":{}}                                     | {"x":{}}
            own=x[0]            | {"x":["a","b"]}                              | {"x":[null,"b"],"own":"a"}
            own=x[0]            | {"x":["a"]}                                  | {"own":"a"}
            a=x;b=x;c.d=x       | {"x":{"y":[]}}                               | {"a":{"y":[]},"b":{"y":[]},"c":{"d":{"y":[]}}}
            a=b;b=a             | {"a":1,"b":2}                                | {"a":2,"b":1}
            own=x               | {"x":1,"x":2}                                | {"own":2}
            own=x               | {"\\u0078":1}                                | {"own":1}
            own=x               | {"x":"\\ud800"}                              | {"own":"\\ud800"}
            own=x               | {"x":null}                                   | {"own":null}
            own=x:7             | {"x":null,"y":1}                             | {"y":1,"own":7}
            own=x:7;at=z:8      | {"z":null,"y":null}                          | {"y":null,"own":7,"at":8}
            own=x.y:7           | {"x":null,"y":1}                             | {"y":1,"own":7}
            own=x.y:7           | {"x":{"y":null,"z":null}}                    | {"x":{"z":null},"own":7}
            own=x[1]:7          | {"x":["a",null]}                             | {"x":["a",null],"own":7}
            own=x               | { "y" : "a\\"}" , "x" : { } }                | {"y" : "a\\"}","own":{ }}
            """)
    void valuesMoveByteForByte(String fields, String object, String expected) {
        String mapped = run(RandomMapping.of(transformation(fields)), object, new Random(1));
        assertThat(mapped).isEqualTo(expected);
    }

    @Test
    void anObjectThatComesInManyPiecesIsMappedLikeOthers() {
        ObjectMapping mapping = RandomMapping.of(transformation("own=x"));
        MappedReply reply = new MappedReply(new ReplyFilter("items", true, FieldChoice.ALL), mapping);
        StringBuilder out = new StringBuilder();
        for (char c : "{\"items\":[{\"x\":\"a\\n\",\"n\":null},7,{\"y\":[1,{\"x\":2}],\"x\":3}]}".toCharArray()) {
            out.append(reply.feed(Buffer.buffer(String.valueOf(c))));
        }
        out.append(reply.end());
        assertThat(out).hasToString("[{\"own\":\"a\\n\"},7,{\"y\":[1,{\"x\":2}],\"own\":3}]");
        assertThat(reply.elements()).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"x\":1}",
                "[{\"x\":1,}]",
                "[{\"x\" 1}]",
                "{\"x\":tru}",
                "[{\"x\":1}{\"x\":2}]",
                "{\"x\":01}",
                ""
            })
    void aReplyThatIsNoJsonIsRefused(String reply) {
        ObjectMapping mapping = RandomMapping.of(transformation("own=x"));
        assertThatThrownBy(() -> run(mapping, reply, new Random(1))).isInstanceOf(MalformedReply.class);
    }

    private static String transformation(String fields) {
        List<String> json = new ArrayList<>();
        for (String field : fields.split(";", -1)) {
            String[] sides = field.split("[=:]", 3);
            String otherwise = sides.length < 3
                    ? ""
                    : "{\"type\": \"defaultValue\", \"properties\": {\"value\": " + sides[2] + "}}";
            json.add("{\"path\": \"" + sides[0] + "\", \"vendorPath\": \"" + sides[1] + "\", \"configuration\": ["
                    + otherwise + "]}");
        }
        return "{\"vendorName\": \"things\", \"fields\": " + json + "}";
    }

    private static String run(ObjectMapping mapping, String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MappedReply reply = new MappedReply(new ReplyFilter("", false, FieldChoice.ALL), mapping);
        Buffer out = Buffer.buffer();
        boolean whole = random.nextBoolean();
        for (int at = 0; at < bytes.length; ) {
            int end = whole ? bytes.length : Math.min(bytes.length, at + 1 + random.nextInt(40));
            out.appendBuffer(reply.feed(Buffer.buffer().appendBytes(bytes, at, end - at)));
            at = end;
        }
        return out.appendBuffer(reply.end()).toString();
    }
}
