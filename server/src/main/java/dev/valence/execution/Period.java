package dev.valence.execution;

import dev.valence.http.BadRequest;
import dev.valence.http.Page;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A time that executions are asked for.
 *
 * @param from included
 * @param to not included
 */
record Period(Optional<OffsetDateTime> from, Optional<OffsetDateTime> to) {
    private static final int LAST_YEAR = 9_999;

    /**
     * Reads {@code from} and {@code to}.
     *
     * @throws BadRequest naming the one that is no date
     */
    static Period of(Map<String, List<String>> query) {
        return new Period(
                Page.text(query, "from").map(text -> date("from", text)),
                Page.text(query, "to").map(text -> date("to", text)));
    }

    /**
     * The time as one that has both ends.
     *
     * @throws BadRequest when one is missing, or they are the wrong way round
     */
    Bounded bounded() {
        if (from.isEmpty() || to.isEmpty()) {
            throw new BadRequest("from and to are needed, dates like 2026-01-15T09:30:00Z");
        }
        if (!from.get().isBefore(to.get())) {
            throw new BadRequest("from has to be before to");
        }
        return new Bounded(from.get(), to.get());
    }

    /** A time with both ends. */
    record Bounded(OffsetDateTime from, OffsetDateTime to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private static OffsetDateTime date(String name, String text) {
        try {
            OffsetDateTime date = parse(text);
            // Years of more digits are beyond the database's calendar.
            if (date.getYear() >= 1 && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeException e) {
            throw new BadRequest(message(name, text), e);
        }
        throw new BadRequest(message(name, text));
    }

    private static OffsetDateTime parse(String text) {
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
