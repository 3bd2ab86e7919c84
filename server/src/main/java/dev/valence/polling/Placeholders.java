package dev.valence.polling;

import dev.valence.http.BadRequest;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The date placeholders of a poller's url: <code>${gmtDate:mask}</code>, <code>${date:mask}</code>,
 * <code>${dateTimeZone:zone:mask}</code>, <code>${epoch}</code>, <code>${epoch:s}</code>, <code>${epoch:us}</code> and the bare
 * <code>${date}</code>. Masks are those of {@link SimpleDateFormat}; the server's own zone is UTC.
 */
final class Placeholders {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    /** An offset like -8:00 has a colon of its own. */
    private static final Pattern ZONE = Pattern.compile("([+-]?\\d{1,2}:\\d{2}|[^:]+):(.+)");

    private static final Pattern OFFSET = Pattern.compile("([+-]?)(\\d{1,2})(:\\d{2})?");
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private Placeholders() {}

    static boolean any(String url) {
        return PLACE.matcher(url).find();
    }

    /**
     * The url with the time in place of each.
     *
     * @param written how what was put in is to be written
     * @throws BadRequest naming the placeholder that is none
     */
    static String fill(String url, Instant time, UnaryOperator<String> written) {
        return PLACE.matcher(url)
                .replaceAll(place -> Matcher.quoteReplacement(written.apply(value(place.group(1), time))));
    }

    /** The zone of a name or an offset such as {@code PST} or {@code -8:00}. */
    static TimeZone zone(String text) {
        String name = text.strip();
        try {
            ZoneId id = ZoneId.of(padded(name), ZoneId.SHORT_IDS);
            return TimeZone.getTimeZone(id);
        } catch (DateTimeException e) {
            throw new BadRequest(
                    "'" + text + "' is not a time zone; write a name like America/Los_Angeles or an offset like -8:00",
                    e);
        }
    }

    /** Java wants two digits for the hours of an offset with minutes, and a sign. */
    private static String padded(String name) {
        Matcher offset = OFFSET.matcher(name);
        if (!offset.matches()) {
            return name;
        }
        String sign = offset.group(1).isEmpty() ? "+" : offset.group(1);
        String hours = offset.group(2);
        return sign + (hours.length() == 1 ? "0" : "") + hours + (offset.group(3) == null ? "" : offset.group(3));
    }

    /** Checks a mask. */
    static String mask(String text) {
        try {
            return new SimpleDateFormat(text, Locale.ROOT).toPattern();
        } catch (IllegalArgumentException e) {
            throw new BadRequest(
                    "'" + text + "' is not a date mask (" + e.getMessage()
                            + "); write one like yyyy-MM-dd'T'HH:mm:ss'Z'",
                    e);
        }
    }

    private static String value(String place, Instant time) {
        int colon = place.indexOf(':');
        String kind = colon < 0 ? place : place.substring(0, colon);
        String rest = colon < 0 ? "" : place.substring(colon + 1);
        return switch (kind) {
            case "gmtDate", "date" ->
                rest.isEmpty() ? time.truncatedTo(ChronoUnit.SECONDS).toString() : date(rest, UTC, time);
            case "dateTimeZone" -> {
                Matcher parts = ZONE.matcher(rest);
                if (!parts.matches()) {
                    throw unknown(place);
                }
                yield date(parts.group(2), zone(parts.group(1)), time);
            }
            case "epoch" -> epoch(place, rest, time);
            default -> throw unknown(place);
        };
    }

    private static String epoch(String place, String unit, Instant time) {
        return switch (unit) {
            case "", "ms" -> Long.toString(time.toEpochMilli());
            case "s" -> Long.toString(time.getEpochSecond());
            case "us" -> Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
            default -> throw unknown(place);
        };
    }

    private static String date(String mask, TimeZone zone, Instant time) {
        SimpleDateFormat format = new SimpleDateFormat(mask(mask), Locale.ROOT);
        format.setTimeZone(zone);
        return format.format(Date.from(time));
    }

    private static BadRequest unknown(String place) {
        return new BadRequest("${" + place + "} is no placeholder; write ${gmtDate:<mask>}, ${date:<mask>},"
                + " ${dateTimeZone:<zone>:<mask>}, ${epoch}, ${epoch:s} or ${epoch:us}");
    }
}
