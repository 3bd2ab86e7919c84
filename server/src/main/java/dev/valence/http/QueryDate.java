package dev.valence.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A moment in a query, such as {@code from}: ISO 8601, a day alone for its beginning in UTC, or milliseconds since 1970. */
public final class QueryDate {
    private static final int LAST_YEAR = 9_999;

    private QueryDate() {}

    /**
     * Reads one.
     *
     * @param name of the parameter
     * @throws BadRequest naming the parameter when the text is no date, or of a year that nothing is stored of
     */
    public static OffsetDateTime parse(String name, String text) {
        try {
            OffsetDateTime date = read(text);
            // Years of more digits are beyond the database's calendar.
            if (date.getYear() >= 1 && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeException e) {
            throw new BadRequest(message(name, text), e);
        }
        throw new BadRequest(message(name, text));
    }

    private static OffsetDateTime read(String text) {
        if (text.length() < 16 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Instant.ofEpochMilli(Long.parseLong(text)).atOffset(ZoneOffset.UTC);
        }
        return text.length() == "2026-01-15".length()
                ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                // In a query, a plus sign that is not encoded arrives as a space.
                : OffsetDateTime.parse(text.replace(' ', '+'));
    }

    private static String message(String name, String text) {
        return name + " must be a date like 2026-01-15T09:30:00Z or milliseconds since 1970, not '" + text + "'";
    }
}
