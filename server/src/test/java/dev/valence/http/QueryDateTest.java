package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryDateTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-15T09:30:00Z, 2026-01-15T09:30:00Z",
        "2026-01-15T10:30:00.500+01:00, 2026-01-15T09:30:00.500Z",
        "2026-01-15T10:30:00 01:00, 2026-01-15T09:30:00Z",
        "2026-01-15, 2026-01-15T00:00:00Z",
        "1768469400000, 2026-01-15T09:30:00Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void aMomentIsReadInItsThreeForms(String text, Instant moment) {
        assertThat(QueryDate.parse("from", text).toInstant()).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yesterday", "2026-13-01", "2026-01-15T09:30", "10000-01-01", "+12345-01-01T00:00:00Z", "-1"})
    void whatIsNoneIsRefusedByItsName(String text) {
        assertThatThrownBy(() -> QueryDate.parse("to", text))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("to must be a date")
                .hasMessageContaining(text);
    }

    @Test
    void aYearThatNothingIsStoredOfIsRefused() {
        assertThatThrownBy(() -> QueryDate.parse("from", "999999999999999")).isInstanceOf(BadRequest.class);
    }
}
