package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters with several values, and numbers in paths. */
class ParametersTest {
    @Test
    void everyFormOfAnArrayIsReadAndFormsMayBeMixed() {
        Map<String, List<String>> query =
                Map.of("tags[]", List.of("a", " b "), "tags", List.of("c, d,,", "e"), "other", List.of("x"));

        assertThat(ArrayParameter.values(query, "tags")).containsExactly("a", "b", "c", "d", "e");
        assertThat(ArrayParameter.values(query, "absent")).isEmpty();
        assertThat(ArrayParameter.values(Map.of("tags", List.of("", " , ")), "tags"))
                .isEmpty();
    }

    @Test
    void anIdIsItsDigits() {
        assertThat(Ids.parse("0", "instance")).isZero();
        assertThat(Ids.parse("0042", "instance")).isEqualTo(42);
        assertThat(Ids.parse("9223372036854775807", "instance")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "abc", " 1", "1e3", "0x10", "\u0661", "1;drop"})
    void anythingButDigitsIsABadRequest(String segment) {
        assertThatThrownBy(() -> Ids.parse(segment, "instance"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("instance id");
    }

    @Test
    void aNumberBeyondEveryIdIsNotFound() {
        assertThatThrownBy(() -> Ids.parse("9223372036854775808", "instance")).isInstanceOf(NotFound.class);
    }

    @Test
    void aLongSegmentIsNotRepeatedWhole() {
        assertThatThrownBy(() -> Ids.parse("x".repeat(5000), "instance"))
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(120));
    }
}
