package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.event.EventListener;
import dev.valence.event.EventObject;
import dev.valence.event.StoredEvent;
import dev.valence.formula.Binding;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.TriggerType;
import dev.valence.http.Json;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Starts formulas by events: their executions are committed together with the event, one for each of its objects. */
@Singleton
final class EventTriggers implements EventListener {
    /** Each execution keeps the provider's body; together not more of it than this, in characters. */
    private static final long MOST_TOGETHER = 16L << 20;

    private final FormulaInstances instances;
    private final ExecutionJournal journal;
    private final WrittenObjects written;
    private final Clock clock;

    EventTriggers(FormulaInstances instances, ExecutionJournal journal, WrittenObjects written, Clock clock) {
        this.instances = instances;
        this.journal = journal;
        this.written = written;
        this.clock = clock;
    }

    @Override
    public void stored(Handle handle, List<StoredEvent> events) {
        Set<Long> told = events.stream().map(StoredEvent::instanceId).collect(Collectors.toCollection(HashSet::new));
        // The lanes come after the instances here and wherever one is deleted, so that nobody waits in a circle.
        Map<Long, List<FormulaInstance>> listening = instances.startedBy(handle, TriggerType.EVENT, told).stream()
                .collect(Collectors.groupingBy(EventTriggers::elementInstance));
        Instant now = clock.instant();
        List<NewExecution> executions = new ArrayList<>();
        for (StoredEvent event : events) {
            List<FormulaInstance> started = listening.getOrDefault(event.instanceId(), List.of());
            if (!started.isEmpty()) {
                executions.addAll(executions(event, started, now));
            }
        }
        journal.accept(handle, executions);
    }

    private static long elementInstance(FormulaInstance instance) {
        return instance.binding().flatMap(Binding::elementInstanceId).orElseThrow();
    }

    private List<NewExecution> executions(StoredEvent event, List<FormulaInstance> started, Instant now) {
        boolean whole = (long) event.raw().length() * event.objects().size() * started.size() <= MOST_TOGETHER;
        Optional<JsonNode> raw = whole
                ? Optional.of(Json.tree(event.raw().getBytes(StandardCharsets.UTF_8), "event"))
                : Optional.empty();
        List<NewExecution> executions = new ArrayList<>();
        for (EventObject object : event.objects()) {
            ObjectNode trigger = trigger(event, object, raw);
            int depth = written.depthAfter(event, object);
            Optional<String> id = Optional.of(object.objectId()).filter(text -> !text.isEmpty());
            started.forEach(instance -> executions.add(NewExecution.of(instance, trigger, id, depth, now)));
        }
        return executions;
    }

    private static ObjectNode trigger(StoredEvent event, EventObject object, Optional<JsonNode> raw) {
        ObjectNode entry = Json.MAPPER
                .createObjectNode()
                .put("date", object.date().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("elementKey", event.elementKey())
                .put("eventType", object.eventType())
                .put("objectId", object.objectId())
                .put("objectType", object.objectType());
        ObjectNode trigger = Json.MAPPER
                .createObjectNode()
                .put("type", TriggerType.EVENT.wire())
                .put("eventId", event.id())
                .put("instanceId", event.instanceId());
        trigger.set("event", entry);
        // Older formulas read the notification as it is posted to applications.
        ObjectNode message = trigger.putObject("body")
                .putObject("message")
                .put("eventId", event.id())
                .put("instance_id", event.instanceId())
                .put("instanceId", event.instanceId())
                .put("elementKey", event.elementKey())
                .put("accountId", event.accountId())
                .put("date", event.receivedAt().toEpochMilli());
        message.putArray("events").add(entry);
        raw.ifPresent(body -> message.set("raw", body));
        return trigger;
    }
}
