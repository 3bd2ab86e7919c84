package dev.valence.tenant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Accounts and users carry dates without a time: {@code 2017-07-10}, in UTC. */
final class WireDate {
    /** What clients take for "never". */
    static final String NEVER = "1970-01-01";

    private WireDate() {}

    static String of(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null
                ? NEVER
                : time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate().toString();
    }
}
