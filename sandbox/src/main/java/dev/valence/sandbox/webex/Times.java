package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Timestamps: ISO 8601 in UTC with exactly three decimals. */
final class Times {
    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    static String text(Instant at) {
        return WIRE.format(at);
    }

    /**
     * Reads any ISO 8601 time with an offset.
     *
     * @throws Refusal 400 naming the parameter
     */
    static Instant read(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(400, name + " is not an ISO 8601 time such as 2026-01-15T09:30:00.123Z.");
        }
    }
}
