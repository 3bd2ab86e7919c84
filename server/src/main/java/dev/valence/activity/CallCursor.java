package dev.valence.activity;

import dev.valence.http.BadRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a call in the list, to go on behind it however many calls have come since. */
public record CallCursor(OffsetDateTime at, long id) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    static CallCursor of(Calls.Item item) {
        return new CallCursor(OffsetDateTime.parse(item.at()), item.id());
    }

    /**
     * Reads a cursor.
     *
     * @throws BadRequest when it is not one of ours
     */
    public static CallCursor decode(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new BadRequest("before must be a cursor as the last page's member next gave it");
        }
        try {
            Instant at = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
            return new CallCursor(at.atOffset(ZoneOffset.UTC), Long.parseLong(parts.group(2)));
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRequest("before must be a cursor as the last page's member next gave it", e);
        }
    }

    String encode() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant()) + "-" + id;
    }
}
