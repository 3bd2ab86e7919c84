package dev.valence.polling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import dev.valence.store.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How the polls of an instance are doing, for people. */
@Singleton
class PollState {
    private final Jdbi jdbi;

    PollState(Database database) {
        this.jdbi = database.jdbi();
    }

    /** One row for each kind of object. */
    ArrayNode of(long instanceId) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        jdbi.useHandle(handle -> handle.createQuery("select * from poll where instance_id = :id order by object_type")
                .bind("id", instanceId)
                .map((row, context) -> rows.add(json(row)))
                .list());
        return rows;
    }

    private static ObjectNode json(ResultSet row) throws SQLException {
        boolean running = row.getString("owner") != null;
        int failures = row.getInt("failures");
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("objectType", row.getString("object_type"))
                .put("state", running ? "running" : failures > 0 ? "failing" : "waiting")
                .put("failures", failures)
                .put("found", row.getInt("found"));
        put(json, "lastPoll", row, "last_at");
        if (!running) {
            put(json, "nextPoll", row, "next_at");
        }
        put(json, "knownUntil", row, "checkpoint");
        Optional.ofNullable(row.getString("notice")).ifPresent(notice -> json.put("notice", notice));
        return json;
    }

    private static void put(ObjectNode json, String name, ResultSet row, String column) throws SQLException {
        OffsetDateTime date = row.getObject(column, OffsetDateTime.class);
        if (date != null) {
            json.put(name, date.toInstant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }
}
