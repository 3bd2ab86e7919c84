package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON settings: nothing a vendor sent is changed by reading and writing it. */
class JsonTest {
    record Anything(Object value, Optional<String> absent) {}

    record Numbers(long whole, BigDecimal decimal, BigInteger large) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "0.10000000000000000000000000000000000000001",
                "12345678901234567890",
                "9007199254740993",
                "-9223372036854775808",
                "9223372036854775807",
                "100",
                "0",
                "0.0",
                "1.0",
                "3.141592653589793238462643383279"
            })
    void aNumberPassesDigitForDigit(String number) {
        String json = "{\"value\":" + number + "}";

        assertThat(written(Json.tree(bytes(json), "body"))).isEqualTo(json);
        assertThat(written(Json.read(bytes(json), Anything.class, "body"))).isEqualTo(json);
        assertThat(written(Json.read(bytes(json), Map.class, "body"))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"1e400", "1E-400", "-1.50e+10", "1e2"})
    void aNumberWithAnExponentKeepsItsValue(String number) throws Exception {
        JsonNode tree = Json.tree(bytes("{\"value\":" + number + "}"), "body");
        Anything object = Json.read(bytes("{\"value\":" + number + "}"), Anything.class, "body");

        for (Object value : new Object[] {tree, object}) {
            JsonNode again = Json.tree(Json.bytes(value), "body").path("value");
            assertThat(again.decimalValue()).isEqualTo(new BigDecimal(number));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void aBodyThatIsNotThereIsCalledMissing(String nothing) {
        assertThatThrownBy(() -> Json.tree(bytes(nothing), "request body"))
                .hasMessage("The request body is missing; JSON is expected");
    }

    @Test
    void recordsReadNumbersExactly() {
        Numbers numbers = Json.read(
                bytes("{\"whole\":9007199254740993,\"decimal\":1.10,\"large\":12345678901234567890}"),
                Numbers.class,
                "body");

        assertThat(numbers)
                .isEqualTo(
                        new Numbers(9007199254740993L, new BigDecimal("1.10"), new BigInteger("12345678901234567890")));
    }

    @Test
    void unknownMembersAreIgnoredAndAbsentOnesLeftOut() {
        Anything read = Json.read(bytes("{\"value\":null,\"unknown\":{\"x\":1}}"), Anything.class, "body");

        assertThat(read.absent()).isEmpty();
        assertThat(written(Map.of("a", Optional.of("b")))).isEqualTo("{\"a\":\"b\"}");
        assertThat(written(new Anything("v", Optional.empty()))).isEqualTo("{\"value\":\"v\"}");
    }

    @Test
    void textPassesUnchanged() {
        String json = "{\"value\":\"\u20ac \uD83D\uDE00 \\u0000 \\\" </script> \u2028\"}";

        assertThat(Json.tree(Json.bytes(Json.tree(bytes(json), "body")), "body"))
                .isEqualTo(Json.tree(bytes(json), "body"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"a\":1,}", "{} {}", "[1,2", "nul", "{'a':1}", "{\"a\":NaN}", "01", "\"\n\"", "\u0000"})
    void aFaultIsABadRequestWithItsPlace(String json) {
        assertThatThrownBy(() -> Json.read(bytes(json), Anything.class, "request body"))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("The request body is not the expected JSON")
                .hasMessageContaining("line")
                .hasMessageContaining("column");
    }

    @Test
    void aFaultNeverRepeatsTheText() {
        assertThatThrownBy(() -> Json.tree(bytes("{\"password\":\"s3cret\", oops"), "request body"))
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void bytesThatAreNotUtf8AreABadRequest() {
        assertThatThrownBy(() -> Json.tree(new byte[] {'"', (byte) 0xc3, '(', '"'}, "request body"))
                .isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void nestingWithoutEndIsABadRequest(String level) {
        assertThatThrownBy(() -> Json.tree(bytes(level.repeat(5000)), "request body"))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void aNumberOfThousandsOfDigitsIsABadRequest() {
        assertThatThrownBy(() -> Json.tree(bytes("9".repeat(5000)), "request body"))
                .isInstanceOf(BadRequest.class);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String written(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
