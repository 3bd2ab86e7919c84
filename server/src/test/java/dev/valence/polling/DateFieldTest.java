package dev.valence.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.http.Json;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DateFieldTest {
    @Test
    void theMaskIsTriedFirstAndThenTheStandard() {
        DateField field = field("dd.MM.yyyy");
        assertThat(field.read(Json.MAPPER.createObjectNode().put("changed", "15.01.2026")))
                .contains(Instant.parse("2026-01-15T00:00:00Z"));
        assertThat(field.read(Json.MAPPER.createObjectNode().put("changed", "2026-01-15T00:00:00.000Z")))
                .contains(Instant.parse("2026-01-15T00:00:00Z"));
    }

    /** Reading such a number takes minutes. */
    @Test
    @Timeout(10)
    void aDateOfMillionsOfDigitsIsNone() {
        String digits = "1".repeat(2_000_000);
        for (String mask : new String[] {"", "yyyy"}) {
            assertThat(field(mask).read(Json.MAPPER.createObjectNode().put("changed", digits)))
                    .isEmpty();
        }
    }

    private static DateField field(String mask) {
        return new DateField("changed", mask, TimeZone.getTimeZone("UTC"));
    }
}
