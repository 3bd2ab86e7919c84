package dev.valence.store;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.BiPredicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A table with one partition a day (UTC), made some days ahead and dropped whole when it is too old. */
public final class DailyPartitions {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int DAYS_AHEAD = 3;

    private final Jdbi jdbi;
    private final Clock clock;
    private final String table;
    private final Duration retention;
    private final BiPredicate<Handle, String> stillNeeded;

    /**
     * The partitions of a table, which is partitioned by a range of {@code timestamptz}.
     *
     * @param retention how old a row gets
     * @param stillNeeded whether a partition of this name has to stay although it is too old
     */
    public DailyPartitions(
            Jdbi jdbi, Clock clock, String table, Duration retention, BiPredicate<Handle, String> stillNeeded) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.table = table;
        this.retention = retention;
        this.stillNeeded = stillNeeded;
    }

    /** Makes what is missing and drops what is too old. */
    public void turn() {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        OffsetDateTime oldest = OffsetDateTime.now(clock).minus(retention);
        jdbi.useTransaction(handle -> {
            // "if not exists" alone fails when two processes make the same table at the same moment.
            handle.createQuery("select 1 from (select pg_advisory_xact_lock(hashtext(:lock))) held")
                    .bind("lock", "valence " + table + " partitions")
                    .mapTo(Integer.class)
                    .one();
            // Yesterday too: what began before midnight may be written after it.
            for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
                // Names and bounds of a partition cannot be parameters; all parts come from the code and the clock.
                handle.execute(
                        "create table if not exists %s%s partition of %s for values from ('%s 00:00+00') to ('%s 00:00+00')"
                                .formatted(prefix(), day.format(DAY), table, day, day.plusDays(1)));
            }
            for (String partition : partitions(handle)) {
                if (endsBefore(partition, oldest) && !stillNeeded.test(handle, partition)) {
                    handle.execute("drop table " + partition);
                }
            }
        });
    }

    private String prefix() {
        return table + "_day_";
    }

    private List<String> partitions(Handle handle) {
        return handle.createQuery("select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                        + " where i.inhparent = cast(:table as regclass) order by c.relname")
                .bind("table", table)
                .mapTo(String.class)
                .list();
    }

    private boolean endsBefore(String partition, OffsetDateTime oldest) {
        try {
            LocalDate day = LocalDate.parse(partition.substring(prefix().length()), DAY);
            return !day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC).isAfter(oldest);
        } catch (DateTimeParseException | StringIndexOutOfBoundsException notOurs) {
            return false;
        }
    }
}
