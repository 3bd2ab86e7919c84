package dev.valence.event;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A date as providers write it who follow no mask: ISO 8601, or a number of seconds or milliseconds. */
public final class ProviderDate {
    /** Longer than any date. Reading a number takes time by the square of its digits: a million take minutes. */
    private static final int LONGEST = 40;

    /** Numbers above are milliseconds: as seconds they would lie in the year 5138. */
    private static final BigDecimal FIRST_MILLISECOND = BigDecimal.valueOf(100_000_000_000L);

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private ProviderDate() {}

    /** The date; empty when the text is none, or one outside of the calendar of a database. */
    public static Optional<Instant> read(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Instant date = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                    ? epoch(new BigDecimal(text))
                    : OffsetDateTime.parse(text).toInstant();
            return isKept(date) ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Whether a database has the date in its calendar. */
    public static boolean isKept(Instant date) {
        return !date.isBefore(Instant.EPOCH) && !date.isAfter(LAST);
    }

    private static Instant epoch(BigDecimal number) {
        BigDecimal milliseconds = number.compareTo(FIRST_MILLISECOND) < 0 ? number.movePointRight(3) : number;
        return Instant.ofEpochMilli(milliseconds.toBigInteger().longValueExact());
    }
}
