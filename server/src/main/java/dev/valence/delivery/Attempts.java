package dev.valence.delivery;

import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalInt;
import org.jdbi.v3.core.Jdbi;

/** The attempts that were made, in their order. */
@Singleton
final class Attempts {
    private static final int MOST = 200;

    private final Jdbi jdbi;

    @Inject
    Attempts(Database database) {
        this.jdbi = database.jdbi();
    }

    /** The attempts of an event's delivery, the last 200. */
    List<Attempt> of(long eventId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from (select * from delivery_attempt where event_id = :event order by id desc limit :most) a
                        order by id""")
                .bind("event", eventId)
                .bind("most", MOST)
                .map((row, context) -> read(row))
                .list());
    }

    private static Attempt read(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
        return new Attempt(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getInt("duration_ms")),
                row.getString("url"),
                row.getString("request"),
                known,
                row.getString("reply"));
    }
}
