package dev.valence.formula;

import dev.valence.http.BadRequest;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * A schedule in Quartz's form, in UTC: seconds, minutes, hours, day of the month, month, day of the week, and a year if wanted.
 *
 * @see <a href="https://www.quartz-scheduler.org/documentation/quartz-2.3.0/tutorials/crontrigger.html">Quartz: CronTrigger</a>
 */
public final class Cron {
    private static final String FORM =
            "; a schedule is like 0 30 9 ? * MON-FRI *: seconds, minutes, hours, day of the month, month, day of the"
                    + " week and, if wanted, the year, with ? for one of the two days";
    /** Any moment does: what is looked for is how far apart times are. */
    private static final Instant SOME_TIME = Instant.parse("2024-01-01T00:00:00Z");

    private final String text;
    private final CronExpression expression;

    private Cron(String text, CronExpression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads a schedule.
     *
     * @throws BadRequest when it is none, or comes more often than once a minute
     */
    public static Cron parse(String text) {
        String stripped = text.strip();
        if (stripped.length() > 500) {
            throw new BadRequest("The schedule has more than 500 characters" + FORM);
        }
        Cron cron;
        try {
            CronExpression expression = new CronExpression(stripped);
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
            cron = new Cron(stripped, expression);
        } catch (ParseException | RuntimeException e) {
            throw new BadRequest(
                    "'" + PropertyKind.shortened(stripped) + "' is no schedule: " + reason(e, stripped) + FORM, e);
        }
        cron.requireAMinuteBetween();
        return cron;
    }

    /** The first time after a moment; empty when there is none any more. */
    public Optional<Instant> next(Instant after) {
        return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(after)))
                .map(Date::toInstant);
    }

    /** The seconds are the same in every minute, so of three times in a row two share a minute when there are more. */
    private void requireAMinuteBetween() {
        Instant last = SOME_TIME;
        for (int i = 0; i < 3; i++) {
            Optional<Instant> next = next(last);
            if (next.isEmpty()) {
                return;
            }
            if (i > 0 && next.get().isBefore(last.plusSeconds(60))) {
                throw new BadRequest("'" + PropertyKind.shortened(text)
                        + "' comes more often than once a minute; give one value for the seconds, such as 0");
            }
            last = next.get();
        }
    }

    private static String reason(Exception e, String text) {
        String message = e instanceof ParseException ? String.valueOf(e.getMessage()) : "";
        if (message.isEmpty()) {
            return "it has " + text.split("\\s+").length + " fields that do not make sense";
        }
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
