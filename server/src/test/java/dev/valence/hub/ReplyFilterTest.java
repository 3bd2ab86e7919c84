package dev.valence.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "items      | id,a.b | {\"items\":[{\"id\":1,\"t\":2,\"a\":{\"b\":3,\"c\":4}}],\"x\":[]} | [{\"id\":1,\"a\":{\"b\":3}}]",
                "items      | ~~     | {\"x\":{\"items\":1},\"items\":[null,{\"a\":null}]}               | [null,{}]",
                "data.items | ~~     | {\"items\":0,\"data\":{\"n\":1,\"items\":{\"k\":null,\"l\":1}}}   | {\"l\":1}",
                "items      | id     | {\"id\":\"x\",\"title\":null,\"n\":1}                             | {\"id\":\"x\"}",
                "items      | ~~     | [1,{\"items\":[2]}]                                              | [1,{\"items\":[2]}]",
                "items      | ~~     | {\"items\":null}                                                 | null",
                "items      | ~~     | {\"items\":[1],\"items\":[2]}                                    | [1]",
                "~~         | a.b    | {\"a\":[{\"b\":1,\"c\":2},3],\"b\":4}                            | {\"a\":[{\"b\":1},3]}",
                "~~         | a.b,a  | {\"a\":{\"c\":2},\"b\":4}                                        | {\"a\":{\"c\":2}}",
                "~~         | a.b    | {\"a\":7,\"c\":4}                                                | {}",
                "~~         | ~~     | {\"n\":[1.10,1e400,12345678901234567890,-0,-0.0E+5]}            | {\"n\":[1.10,1e400,12345678901234567890,-0,-0.0E+5]}",
                "~~         | ~~     | {\"a\":null,\"b\":null}                                          | {}",
                "~~         | ~~     | {\"a\":1,\"b\":null,\"c\":{\"d\":null,\"e\":2}}                  | {\"a\":1,\"c\":{\"e\":2}}",
                "~~         | aé     | {\"a\\u00E9\":1,\"b\":2}                                         | {\"a\\u00E9\":1}",
                "i\"        | ~~     | {\"i\\\"\":[\"a\\/b\"]}                                          | [\"a\\/b\"]",
            })
    void replyIsUnwrappedAndFiltered(String root, String fields, String reply, String expected) {
        assertThat(run(root == null ? "" : root, true, fields == null ? "" : fields, reply))
                .isEqualTo(expected);
    }

    @Test
    void nullsStayWhenTheFilterIsOff() {
        assertThat(run("items", false, "", "{\"items\":[{\"a\":null, \"b\" : 1}]}"))
                .isEqualTo("[{\"a\":null, \"b\" : 1}]");
    }

    @Test
    void elementsOfTheListAreCounted() {
        ReplyFilter filter = new ReplyFilter("items", true, FieldChoice.ALL);
        filter.feed(Buffer.buffer("{\"items\":[[1,2],{\"a\":null,\"b\":[3]},null],\"c\":[1,2,3,4]}"));
        filter.end();

        assertThat(filter.elements()).hasValue(3);
        assertThat(filter.unwrapped()).isTrue();
    }

    @Test
    void aReplyWithoutTheRootSaysSo() {
        ReplyFilter filter = new ReplyFilter("items", true, FieldChoice.ALL);
        filter.feed(Buffer.buffer("{\"id\":1}"));

        assertThat(filter.end()).hasToString("{\"id\":1}");
        assertThat(filter.unwrapped()).isFalse();
        assertThat(filter.elements()).isEmpty();
    }

    @Test
    void everySplitOfTheReplyGivesTheSameResult() {
        String reply =
                "\uFEFF {\"n\":{\"items\":3},\"it\\u0065ms\" : [ {\"a\" : null , \"b\":-1.5e+3,\"c\":{\"x\":null}},"
                        + "null,true,{ },{\"é\":\"\\\"\\\\ü\",\"d\":null},12 ],\"items\":[false]} ";
        String expected = run("items", true, "", reply);
        assertThat(canonical(expected)).isEqualTo(oracle(reply, "items", true, ""));
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= bytes.length; i++) {
            for (int j = i; j <= bytes.length; j++) {
                assertThat(run("items", true, "", bytes, i, j)).isEqualTo(expected);
            }
        }
    }

    @Test
    void randomRepliesMatchTheOracle() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            String value = value(random, 0);
            String reply =
                    random.nextInt(4) == 0 ? value : "{\"a\":" + value(random, 2) + ", \"items\" :" + value + "}";
            String root = random.nextBoolean() ? "items" : "";
            boolean dropNulls = random.nextBoolean();
            String fields = random.nextBoolean() ? "" : "a,b.c,items.a,\"";
            byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
            int split = random.nextInt(bytes.length + 1);

            String result = run(root, dropNulls, fields, bytes, split, split + (bytes.length - split) / 2);

            assertThat(canonical(result))
                    .as("seed %d: %s", seed, reply)
                    .isEqualTo(oracle(reply, root, dropNulls, fields));
        }
    }

    @Test
    void randomDamageIsJudgedAsTheOracleDoes() {
        String alphabet = "{}[]:,\"\\ntrue0-1.eE+ua \n\u0001";
        for (int seed = 0; seed < 6000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(value(random, 0));
            for (int k = random.nextInt(3); k >= 0 && !text.isEmpty(); k--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            assertThat(accepted(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(acceptedByOracle(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "}",
                "]",
                "[1",
                "[1,",
                "[,1]",
                "[1,]",
                "[1 2]",
                "[1}",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1]",
                "nul",
                "nulll",
                "True",
                "tru]",
                "NaN",
                "Infinity",
                "-Infinity",
                "undefined",
                "-",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "1.e1",
                "1e",
                "1e+",
                "0x1",
                "1_0",
                "1.2.3",
                "--1",
                "[0e]",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\t\"",
                "\"\u0000\"",
                "'a'",
                "1 2",
                "{}{}",
                "[]x",
                "[1]]",
                "/*c*/1",
                "1//",
                "[\"a\"b]",
                "\uFEFF",
                "1\uFEFF",
                "{\"a\\",
                "[\f1]",
                "\u00A01"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThat(accepted(text)).isFalse();
    }

    @Test
    void faultsNameTheirByteAcrossPieces() {
        ReplyFilter filter = new ReplyFilter("", true, FieldChoice.ALL);
        filter.feed(Buffer.buffer("{\"a\":1,"));

        assertThatThrownBy(() -> filter.feed(Buffer.buffer("  x")))
                .isInstanceOfSatisfying(
                        MalformedReply.class, e -> assertThat(e.offset()).isEqualTo(9))
                .hasMessage("The provider's reply is not valid JSON: expected a member name at byte 9");
    }

    @Test
    void depthIsLimited() {
        assertThat(accepted("[".repeat(1000) + "]".repeat(1000))).isTrue();
        assertThat(accepted("{\"a\":".repeat(1000) + "1" + "}".repeat(1000))).isTrue();
        assertThat(accepted("[".repeat(1001) + "]".repeat(1001))).isFalse();
    }

    @Test
    void whatComesBeforeTheRootIsHeldOnlyUpToALimit() {
        ReplyFilter filter = new ReplyFilter("items", true, FieldChoice.ALL);
        filter.feed(Buffer.buffer("{\"x\":\""));
        Buffer filler = Buffer.buffer("x".repeat(ReplyFilter.MAX_HELD / 2));
        filter.feed(filler);

        assertThatThrownBy(() -> filter.feed(filler)).isInstanceOf(MalformedReply.class);
    }

    @Test
    void aMemberNameWithoutEndDoesNotFillTheMemory() {
        ReplyFilter filter = new ReplyFilter("", true, FieldChoice.ALL);
        filter.feed(Buffer.buffer("{\""));
        filter.feed(Buffer.buffer("x".repeat(60_000)));

        assertThatThrownBy(() -> filter.feed(Buffer.buffer("x".repeat(60_000)))).isInstanceOf(MalformedReply.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a,,b|3", "a.|3", ",a|1", "a,b.  .c|5"})
    void anEmptyFieldNameIsRefusedWithItsPosition(String fields, int position) {
        assertThatThrownBy(() -> FieldChoice.parse(fields))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("fields: expected a name at position " + position + ";");
    }

    private static String run(String root, boolean dropNulls, String fields, String reply) {
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        return run(root, dropNulls, fields, bytes, bytes.length, bytes.length);
    }

    private static String run(String root, boolean dropNulls, String fields, byte[] reply, int i, int j) {
        ReplyFilter filter = new ReplyFilter(root, dropNulls, FieldChoice.parse(fields));
        Buffer whole = Buffer.buffer(reply);
        return filter.feed(whole.getBuffer(0, i))
                .appendBuffer(filter.feed(whole.getBuffer(i, j)))
                .appendBuffer(filter.feed(whole.getBuffer(j, reply.length)))
                .appendBuffer(filter.end())
                .toString();
    }

    private static boolean accepted(String text) {
        try {
            run("", true, "", text);
            return true;
        } catch (MalformedReply e) {
            return false;
        }
    }

    private static boolean acceptedByOracle(String text) {
        try (JsonParser parser = Json.parser(text.getBytes(StandardCharsets.UTF_8))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.getText();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> "null";
            case 1 ->
                List.of("0", "-1.50", "1e400", "98765432109876543210", "-0").get(random.nextInt(5));
            case 2 -> List.of("true", " false ", "\"\"", "\"null\"").get(random.nextInt(4));
            case 3 ->
                List.of("\"a\\\"b\"", "\"\\u0041\\\\\"", "\"üñ€😀\"", "\"}],{\"")
                        .get(random.nextInt(4));
            case 4 -> {
                StringJoiner elements = new StringJoiner(random.nextBoolean() ? "," : " , ", "[", "]");
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(random, depth + 1));
                }
                yield elements.toString();
            }
            default -> {
                StringJoiner members = new StringJoiner(random.nextBoolean() ? "," : "\n,", "{", " }");
                for (int i = random.nextInt(5); i > 0; i--) {
                    members.add("\""
                            + List.of("a", "b", "c", "\\u0061", "\\\"", "items").get(random.nextInt(6)) + "\":"
                            + value(random, depth + 1));
                }
                yield members.toString();
            }
        };
    }

    private static String canonical(String text) {
        return oracle(text, "", false, "");
    }

    /** The same task done slowly over Jackson's tokens. */
    private static String oracle(String text, String root, boolean dropNulls, String fields) {
        Optional<String> unwrapped = root.isEmpty() ? Optional.empty() : member(text, root);
        String whole = unwrapped.orElse(text.strip().replace("\uFEFF", ""));
        try (JsonParser parser = Json.parser(whole.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            return print(parser, dropNulls, fields.isEmpty() ? List.of() : List.of(fields.split(",")));
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static Optional<String> member(String text, String root) {
        String stripped = text.replace("\uFEFF", "");
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(stripped)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean hit = parser.currentName().equals(root);
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.getText();
                parser.skipChildren();
                if (hit) {
                    parser.finishToken();
                    return Optional.of(stripped.substring(
                            from, (int) parser.currentLocation().getCharOffset()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String print(JsonParser parser, boolean dropNulls, List<String> fields) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            StringJoiner out = new StringJoiner(",", "[", "]");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                out.add(print(parser, dropNulls, fields));
            }
            return out.toString();
        }
        if (token == JsonToken.START_OBJECT) {
            StringJoiner out = new StringJoiner(",", "{", "}");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken next = parser.nextToken();
                List<String> below = fields.stream()
                        .filter(field -> field.startsWith(name + "."))
                        .map(field -> field.substring(name.length() + 1))
                        .toList();
                boolean whole = fields.isEmpty() || fields.contains(name);
                boolean keep = (whole || (!below.isEmpty() && next.isStructStart()))
                        && !(dropNulls && next == JsonToken.VALUE_NULL);
                String value = print(parser, dropNulls, whole ? List.of() : below);
                if (keep) {
                    out.add(Json.MAPPER.writeValueAsString(name) + ":" + value);
                }
            }
            return out.toString();
        }
        return token == JsonToken.VALUE_STRING ? Json.MAPPER.writeValueAsString(parser.getText()) : parser.getText();
    }
}
