package dev.valence.polling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.event.ProviderDate;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/**
 * Where a record has a date and how it is written.
 *
 * @param path members separated by dots
 * @param format a mask of {@link SimpleDateFormat}, as the platform's clients write them; empty for ISO 8601 or a number
 * @param zone of dates that name none
 */
record DateField(String path, String format, TimeZone zone) {
    /** A date in words, with room to spare; what is longer is none, and would take long to read. */
    private static final int LONGEST = 100;

    /** The date; empty when the record has none that can be read. */
    Optional<Instant> read(JsonNode found) {
        String text = text(found);
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        // Providers write fractions of a second or leave them out, whatever the mask says.
        return byFormat(text).or(() -> ProviderDate.read(text)).filter(ProviderDate::isKept);
    }

    /** The date as the provider wrote it; empty when there is none. */
    String text(JsonNode found) {
        JsonNode value = Paths.find(found, path);
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }

    private Optional<Instant> byFormat(String text) {
        if (format.isEmpty()) {
            return Optional.empty();
        }
        SimpleDateFormat mask = new SimpleDateFormat(format, Locale.ROOT);
        mask.setTimeZone(zone);
        mask.setLenient(false);
        ParsePosition end = new ParsePosition(0);
        Date date = mask.parse(text, end);
        return date == null || end.getIndex() < text.length() ? Optional.empty() : Optional.of(date.toInstant());
    }
}
