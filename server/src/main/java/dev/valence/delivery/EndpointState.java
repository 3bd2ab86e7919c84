package dev.valence.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How an instance's callback is doing, for people. */
@Singleton
final class EndpointState {
    /** Counting further than this would cost more than it tells. */
    private static final int COUNTED = 10_000;

    private final Jdbi jdbi;

    @Inject
    EndpointState(Database database) {
        this.jdbi = database.jdbi();
    }

    /**
     * The state as JSON: {@code active}, {@code circuit} ({@code closed} or {@code open}), {@code failuresInARow}, {@code
     * notice}, {@code nextAttemptDate}, and how many deliveries are {@code waiting}, {@code queued} and {@code dead}, each
     * counted up to 10,000.
     */
    ObjectNode of(long instanceId) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("active", true).put("circuit", "closed");
        jdbi.useHandle(handle -> {
            handle.createQuery(
                            "select active, claim_at, owner is not null held, failures, opened_at, notice from endpoint"
                                    + " where instance_id = :id")
                    .bind("id", instanceId)
                    .map((row, context) -> {
                        json.put("active", row.getBoolean("active"));
                        json.put("circuit", row.getObject("opened_at") == null ? "closed" : "open");
                        json.put("failuresInARow", row.getInt("failures"));
                        json.put("notice", row.getString("notice"));
                        boolean held = row.getBoolean("held");
                        Optional.ofNullable(row.getObject("claim_at", OffsetDateTime.class))
                                .filter(at -> !held)
                                .ifPresent(at -> json.put(
                                        "nextAttemptDate", at.toInstant().toString()));
                        return true;
                    })
                    .findOne();
            for (String state : new String[] {"waiting", "queued", "dead"}) {
                json.put(
                        state,
                        handle.createQuery("select count(*) from (select 1 from delivery where instance_id = :id"
                                        + " and state = '" + state + "' limit " + COUNTED + ") c")
                                .bind("id", instanceId)
                                .mapTo(Integer.class)
                                .one());
            }
        });
        return json;
    }
}
