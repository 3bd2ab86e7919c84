package dev.valence.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.event.Identity;
import dev.valence.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The state in which each record was last seen. */
final class PolledRecords {
    /** Longer than a provider's list leaves a record out by mistake. */
    private static final Duration KEPT = Duration.ofDays(8);

    /** Providers may write members in another order each time. */
    private static final ObjectMapper SORTED =
            Json.MAPPER.copy().configure(JsonNodeFeature.WRITE_PROPERTIES_SORTED, true);

    private PolledRecords() {}

    /** Which record it is. */
    static UUID record(String id) {
        return Identity.of(List.of(id)).value();
    }

    /**
     * Its state: its date as the provider writes it, or else all that is in it. A date of whole seconds takes the rest along: the
     * record may change again in the second in which it was read.
     */
    static UUID version(PollPlan plan, JsonNode found) {
        return plan.dates()
                .stamp(found)
                .map(stamp -> plan.dates().isFine(found)
                        ? Identity.of(List.of("date", stamp))
                        : Identity.of(List.of("date", stamp, content(plan, found))))
                .orElseGet(() -> Identity.of(List.of("content", content(plan, found))))
                .value();
    }

    private static String content(PollPlan plan, JsonNode found) {
        try {
            JsonNode compared = found;
            if (found instanceof ObjectNode object && !plan.ignoredFields().isEmpty()) {
                compared = object.deepCopy().without(plan.ignoredFields());
            }
            return SORTED.writeValueAsString(compared);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was read can be written", e);
        }
    }

    /** The states that are noted of these records. */
    static Map<UUID, UUID> known(Handle handle, DuePoll due, List<UUID> records) {
        Map<UUID, UUID> versions = new HashMap<>();
        handle.createQuery("""
                        select record, version from polled_record
                        where instance_id = :instance and object_type = :object and record = any(:records)""")
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bindArray("records", UUID.class, records)
                .map((row, context) ->
                        versions.put(row.getObject("record", UUID.class), row.getObject("version", UUID.class)))
                .list();
        return versions;
    }

    /** Notes states; of those that are noted already only the day, so that a poll without changes writes next to nothing. */
    static void note(Handle handle, DuePoll due, Map<UUID, UUID> versions, Instant now) {
        List<UUID> records = versions.keySet().stream().sorted().toList();
        handle.createUpdate("""
                        insert into polled_record as known (instance_id, object_type, record, version, seen_at)
                        select :instance, :object, r.record, r.version, :now
                        from unnest(:records, :versions) r (record, version)
                        on conflict (instance_id, object_type, record) do update
                            set version = excluded.version, seen_at = excluded.seen_at
                            where known.version <> excluded.version or known.seen_at < excluded.seen_at - interval '1 day'""")
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bind("now", Polls.at(now))
                .bindArray("records", UUID.class, records)
                .bindArray(
                        "versions",
                        UUID.class,
                        records.stream().map(versions::get).toList())
                .execute();
    }

    /** Forgets what has long been gone. */
    static void forget(Handle handle, DuePoll due, Instant now) {
        handle.createUpdate("""
                        delete from polled_record
                        where instance_id = :instance and object_type = :object and seen_at < :before""")
                .bind("instance", due.instanceId())
                .bind("object", due.objectType())
                .bind("before", Polls.at(now.minus(KEPT)))
                .execute();
    }
}
