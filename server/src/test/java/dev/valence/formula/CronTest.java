package dev.valence.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    /** A Thursday. */
    private static final Instant NOW = Instant.parse("2026-01-15T09:30:20Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 0/30 * 1/1 * ? *         | 2026-01-15T10:00:00Z
            0 30 9 ? * TUE *           | 2026-01-20T09:30:00Z
            0 0 2 ? * MON-FRI *        | 2026-01-16T02:00:00Z
            0 0 8 ? * MON,WED          | 2026-01-19T08:00:00Z
            0 0 0 L * ?                | 2026-01-31T00:00:00Z
            0 0 0 ? * 6#3              | 2026-01-16T00:00:00Z
            0 0 0 15W 2 ?              | 2026-02-16T00:00:00Z
            0 * * * * ?                | 2026-01-15T09:31:00Z
            30 * * ? * *               | 2026-01-15T09:30:30Z
            ' 0  0  12 * * ? 2027 '    | 2027-01-01T12:00:00Z
            """)
    void aScheduleTellsItsNextTimeInUtc(String cron, Instant next) {
        assertThat(Cron.parse(cron).next(NOW)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "often",
                "0 0 8 * *",
                "30 9 * * 1-5",
                "0 0 25 * * ?",
                "0 0 8 * * *",
                "0 0 8 ? * XYZ",
                "0 0 8 ? * MON * * *",
                "@daily",
                "0 0 8 32 * ?"
            })
    void whatIsNoScheduleIsRefusedWithAnExample(String cron) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("0 30 9 ? * MON-FRI *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * * ?", "0/30 * * * * ?", "0,59 0 8 ? * MON", "*/5 0 0 1 1 ?", "0-1 30 9 ? * TUE *"})
    void moreOftenThanOnceAMinuteIsRefused(String cron) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("more often than once a minute");
    }

    @Test
    void aScheduleOfThePastHasNoNextTime() {
        assertThat(Cron.parse("0 0 8 ? * MON 2020").next(NOW)).isEmpty();
        assertThat(Cron.parse("0 0 8 30 2 ?").next(NOW)).isEmpty();
    }
}
