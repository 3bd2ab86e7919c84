package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.BadRequest;
import java.math.BigDecimal;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/**
 * How a date is written on either side; masks are those of {@link SimpleDateFormat}, an empty one is ISO 8601. A date without an
 * offset is UTC.
 *
 * @param own in the application's object
 * @param vendor in the provider's
 */
record DateMasks(String own, String vendor) {
    /** Of a date and of a mask, in characters. */
    private static final int LONGEST = 100;

    /** ISO 8601 with or without a time, seconds and an offset; {@code Z}, {@code +02}, {@code +0200} and {@code +02:00} are one. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .parseLenient()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            // A day that the month does not have is no date.
            .withResolverStyle(ResolverStyle.STRICT);

    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");
    private static final BigDecimal FIRST_MILLISECOND = BigDecimal.valueOf(100_000_000_000L);

    DateMasks {
        check(own);
        check(vendor);
    }

    /** The provider's date in the application's form; what is no date stays what it is. */
    JsonNode fromVendor(JsonNode value) {
        return rewrite(value, vendor, own);
    }

    /** The application's date in the provider's form. */
    JsonNode toVendor(JsonNode value) {
        return rewrite(value, own, vendor);
    }

    private static JsonNode rewrite(JsonNode value, String from, String to) {
        if (value.isArray()) {
            ArrayNode rewritten = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(element -> rewritten.add(element.isArray() ? element : rewrite(element, from, to)));
            return rewritten;
        }
        String text = value.isTextual() || value.isNumber() ? value.asText() : "";
        if (text.isEmpty() || text.length() > LONGEST) {
            return value;
        }
        return read(text.strip(), from)
                .flatMap(date -> write(date, to))
                .<JsonNode>map(TextNode::valueOf)
                .orElse(value);
    }

    private static Optional<Instant> read(String text, String mask) {
        if (!mask.isEmpty()) {
            SimpleDateFormat format = format(mask);
            format.setLenient(false);
            ParsePosition end = new ParsePosition(0);
            Date date = format.parse(text, end);
            if (date != null && end.getIndex() == text.length()) {
                return Optional.of(date.toInstant());
            }
        }
        try {
            // With a mask, digits that do not fit it are no date, rather than one of another time.
            if (mask.isEmpty()
                    && !text.isEmpty()
                    && text.length() < 30
                    && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
                BigDecimal number = new BigDecimal(text);
                BigDecimal millis = number.compareTo(FIRST_MILLISECOND) < 0 ? number.movePointRight(3) : number;
                return Optional.of(Instant.ofEpochMilli(millis.toBigInteger().longValueExact()));
            }
            return Optional.of(
                    switch (ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)) {
                        case OffsetDateTime exact -> exact.toInstant();
                        case LocalDateTime utc -> utc.toInstant(ZoneOffset.UTC);
                        case LocalDate day -> day.atStartOfDay(ZoneOffset.UTC).toInstant();
                        default -> throw new DateTimeException("No date");
                    });
        } catch (DateTimeException | ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> write(Instant date, String mask) {
        try {
            return Optional.of(mask.isEmpty() ? date.toString() : format(mask).format(Date.from(date)));
        } catch (IllegalArgumentException _) {
            // Some 290 million years away, which masks do not reach.
            return Optional.empty();
        }
    }

    private static SimpleDateFormat format(String mask) {
        SimpleDateFormat format = new SimpleDateFormat(mask, Locale.ROOT);
        format.setTimeZone(UTC);
        return format;
    }

    private static void check(String mask) {
        if (mask.length() > LONGEST) {
            throw new BadRequest("The date mask '" + mask.substring(0, 40) + "...' is longer than " + LONGEST
                    + " characters; write one like yyyy-MM-dd'T'HH:mm:ss'Z'");
        }
        try {
            new SimpleDateFormat(mask, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(
                    "'" + mask + "' is not a date mask (" + e.getMessage()
                            + "); write one like yyyy-MM-dd'T'HH:mm:ss'Z'",
                    e);
        }
    }
}
