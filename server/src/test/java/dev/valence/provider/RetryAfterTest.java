package dev.valence.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            0                             | PT0S
            7                             | PT7S
            ' 120 '                       | PT2M
            999999999                     | PT277777H46M39S
            Sun, 01 Mar 2026 12:01:00 GMT | PT1M
            Sun, 1 Mar 2026 12:01:00 GMT  | PT1M
            Sun, 01 Mar 2026 11:00:00 GMT | PT0S
            -1                            | -
            1.5                           | -
            9999999999                    | -
            soon                          | -
            ''                            | -
            Mon, 01 Mar 2026 12:01:00 GMT | -
            """)
    void secondsAndDatesAreReadAndAllElseIsNothing(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, CLOCK)).isEqualTo(Optional.ofNullable(wait));
    }
}
