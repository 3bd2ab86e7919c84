package dev.valence.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderDateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1768469400",
                "1768469400.0",
                "1768469400000",
                "2026-01-15T09:30:00Z",
                "2026-01-15T10:30:00.000000000+01:00"
            })
    void datesAreReadInTheFormsThatProvidersUse(String text) {
        assertThat(ProviderDate.read(text)).contains(Instant.parse("2026-01-15T09:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "1.2.3",
                ".",
                "+10000-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "9999999999999999999999999999999999999999"
            })
    void whatIsNoDateOfACalendarIsNone(String text) {
        assertThat(ProviderDate.read(text)).isEmpty();
    }

    /** A number of eight million digits takes minutes to read, on a thread that others need. */
    @Test
    @Timeout(20)
    void aNumberOfMillionsOfDigitsIsPassedOverAtOnce() {
        String digits = "1".repeat(8_000_000);
        long start = System.nanoTime();
        assertThat(ProviderDate.read(digits)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
}
