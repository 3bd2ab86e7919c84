package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCodesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200-205,208   | 200 | true
            200-205,208   | 205 | true
            200-205,208   | 206 | false
            200-205, 208  | 208 | true
            5**           | 503 | true
            4xx,500       | 404 | true
            4xx,500       | 501 | false
            [404,"409"]   | 409 | true
            """)
    void aChoiceHasNumbersRangesAndClasses(String text, int status, boolean contained) {
        assertThat(StatusCodes.parse(text).orElseThrow().contain(status)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({"abc", "20", "200-", "'200-205;208'", "''"})
    void anythingElseIsNoChoice(String text) {
        assertThat(StatusCodes.parse(text)).isEmpty();
    }

    @Test
    void successIsTwoHundredAndSomething() {
        assertThat(StatusCodes.SUCCESS.contain(299)).isTrue();
        assertThat(StatusCodes.SUCCESS.contain(302)).isFalse();
    }
}
