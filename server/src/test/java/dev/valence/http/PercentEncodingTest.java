package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/a?b=c", "/%C3%A9", "/%20%25?a=%F0%9F%98%80x%7e", "/é"})
    void properTargetsPass(String target) {
        assertThatCode(() -> PercentEncoding.require(target)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"/%, 2", "/%4, 2", "/a%zz, 3", "/%20%g0, 5", "/%-1, 2"})
    void aBrokenEscapeIsNamedWithItsPosition(String target, int position) {
        assertThatThrownBy(() -> PercentEncoding.require(target))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("position " + position)
                .hasMessageContaining("hexadecimal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%ff", "/%c0%ae", "/%e2%82", "/?a=%ed%a0%80", "/%c3x%a9"})
    void bytesThatAreNotUtf8AreRefused(String target) {
        assertThatThrownBy(() -> PercentEncoding.require(target))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("UTF-8");
    }
}
