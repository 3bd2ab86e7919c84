package dev.valence.polling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.event.EventObject;
import dev.valence.event.EventSource;
import dev.valence.event.Journal;
import dev.valence.event.NewEvent;
import dev.valence.event.Receiver;
import dev.valence.http.Json;
import dev.valence.http.StorableText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores what a poll found: the events of changed records, the state in which they were seen, and at the end the checkpoint,
 * in one transaction each time.
 */
final class PollWriter {
    /** Of one notification. */
    private static final int MOST_OBJECTS = 10;
    /** Text that no row can hold is written in escapes. */
    private static final ObjectWriter ESCAPED = Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final Jdbi jdbi;
    private final Polls polls;
    private final Journal journal;
    private final Clock clock;
    private final DuePoll due;
    private final PollPlan plan;
    private final Duration interval;
    private final boolean sameRule;

    private int found;
    private int nameless;

    PollWriter(Jdbi jdbi, Polls polls, Journal journal, Clock clock, DuePoll due, PollPlan plan, Duration interval) {
        this.jdbi = jdbi;
        this.polls = polls;
        this.journal = journal;
        this.clock = clock;
        this.due = due;
        this.plan = plan;
        this.interval = interval;
        this.sameRule = due.rule().equals(plan.rule());
    }

    private record Seen(String id, UUID record, UUID version, JsonNode json) {}

    /** Stores a page. */
    void store(List<JsonNode> page) {
        jdbi.useTransaction(handle -> write(handle, page));
    }

    /** Stores the last page, and that the poll is complete. */
    void complete(List<JsonNode> page, Instant checkpoint) {
        jdbi.useTransaction(handle -> {
            write(handle, page);
            PolledRecords.forget(handle, due, clock.instant());
            String notice = nameless == 0
                    ? ""
                    : nameless + " records have no text or number at " + plan.idField() + " and were passed over";
            polls.complete(handle, due, plan.rule(), checkpoint, found, notice, interval);
        });
    }

    private void write(Handle handle, List<JsonNode> page) {
        polls.hold(handle, due);
        List<Seen> seen = seen(page);
        if (seen.isEmpty()) {
            return;
        }
        Map<UUID, UUID> known =
                PolledRecords.known(handle, due, seen.stream().map(Seen::record).toList());
        List<Seen> changed = seen.stream()
                .filter(one -> !one.version.equals(known.get(one.record)))
                .filter(this::isTold)
                .toList();
        Map<UUID, UUID> versions = new LinkedHashMap<>();
        seen.forEach(one -> versions.put(one.record, one.version));
        PolledRecords.note(handle, due, versions, clock.instant());
        if (!changed.isEmpty()) {
            Receiver receiver = Receiver.find(handle, due.instanceId()).orElseThrow(() -> new LostPoll(due));
            journal.write(handle, events(receiver, changed, known));
            found += changed.size();
        }
    }

    /** A record that a page has twice, because the list moved on meanwhile, counts once, as it was read last. */
    private List<Seen> seen(List<JsonNode> page) {
        Map<UUID, Seen> seen = new LinkedHashMap<>();
        for (JsonNode json : page) {
            JsonNode id = Paths.find(json, plan.idField());
            Optional<String> text = id.isValueNode() && !id.isNull() ? StorableText.of(id.asText()) : Optional.empty();
            if (text.isEmpty() || text.get().isEmpty()) {
                nameless++;
            } else {
                UUID record = PolledRecords.record(text.get());
                seen.put(record, new Seen(text.get(), record, PolledRecords.version(plan, json), json));
            }
        }
        return List.copyOf(seen.values());
    }

    /** At the first look, what was there before is only noted; what its date says is newer is told. */
    private boolean isTold(Seen one) {
        if (due.primed() && sameRule) {
            return true;
        }
        Instant from = due.primed() ? due.checkpoint() : due.addedAt();
        return plan.dates().last(one.json).filter(date -> !date.isBefore(from)).isPresent();
    }

    private List<NewEvent> events(Receiver receiver, List<Seen> changed, Map<UUID, UUID> known) {
        List<NewEvent> events = new ArrayList<>();
        int most = receiver.mostObjects(MOST_OBJECTS);
        for (int from = 0; from < changed.size(); from += most) {
            List<Seen> part = changed.subList(from, Math.min(changed.size(), from + most));
            List<EventObject> objects = part.stream()
                    .map(one -> new EventObject(
                            plan.objectType(),
                            one.id,
                            type(one, known.containsKey(one.record)),
                            plan.dates().last(one.json).orElseGet(clock::instant)))
                    .toList();
            events.add(new NewEvent(receiver, EventSource.POLLING, objects, raw(part), Optional.empty()));
        }
        return events;
    }

    private String type(Seen one, boolean known) {
        boolean created = plan.dates()
                .isFresh(one.json, plan.tolerance())
                .map(fresh -> fresh && !known)
                .orElse(!known && plan.seesAll());
        return created ? "CREATED" : "UPDATED";
    }

    private String raw(List<Seen> part) {
        ObjectNode raw = Json.MAPPER.createObjectNode();
        ArrayNode records = raw.putArray(plan.objectType());
        part.forEach(one -> records.add(one.json));
        return StorableText.of(raw.toString()).orElseGet(() -> {
            try {
                return ESCAPED.writeValueAsString(raw);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A tree that was read can be written", e);
            }
        });
    }
}
