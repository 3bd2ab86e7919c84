package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.Binding;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.TriggerType;
import dev.valence.http.Json;
import dev.valence.http.PayloadTooLarge;
import dev.valence.http.StorableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a body that is posted to a formula instance starts: one execution, or one for each event when it is shaped like the
 * notification of events. An instance that a call of an account starts takes a body with the objects {@code request} and
 * {@code response} as such a call.
 */
final class PostedTrigger {
    /** Of one body, in bytes. */
    static final int LIMIT = 5 << 20;
    /** Each execution keeps what the events of a body share; together not more than this, in characters. */
    private static final long MOST_TOGETHER = 64L << 20;

    private static final int MOST_EVENTS = 1_000;

    private PostedTrigger() {}

    /**
     * Reads a body; an empty one, and {@code null}, stand for an empty object.
     *
     * @throws PayloadTooLarge when it is longer than {@link #LIMIT}
     */
    static JsonNode read(byte[] body) {
        requireFits(body.length);
        JsonNode read = body.length == 0 ? Json.MAPPER.nullNode() : Json.tree(body, "request body");
        return read.isNull() ? Json.MAPPER.createObjectNode() : read;
    }

    static void requireFits(long bytes) {
        if (bytes > LIMIT) {
            throw new PayloadTooLarge("What starts an execution may have " + LIMIT + " bytes, and this has " + bytes
                    + "; send a reference to the rest");
        }
    }

    /**
     * What the body starts.
     *
     * @param depth how many executions stand above these
     * @throws PayloadTooLarge when the events of the body come to too much together
     * @throws dev.valence.http.BadRequest when the id of an event's object cannot be stored
     */
    static List<NewExecution> executions(FormulaInstance instance, JsonNode body, int depth, Instant now) {
        if (starts(instance, TriggerType.ELEMENT_REQUEST)
                && body.path("request") instanceof ObjectNode request
                && body.path("response") instanceof ObjectNode response) {
            return List.of(NewExecution.of(instance, CallTrigger.of(request, response), Optional.empty(), depth, now));
        }
        JsonNode events = body.path("message").path("events");
        if (!events.isArray() || events.isEmpty()) {
            return List.of(NewExecution.of(instance, manual(body), Optional.empty(), depth, now));
        }
        long shared = body.toString().length();
        if (events.size() > MOST_EVENTS || events.size() * shared > MOST_TOGETHER) {
            throw new PayloadTooLarge("The body has " + events.size()
                    + " events, each of which starts an execution with " + "the rest of the body; send fewer at once");
        }
        boolean listens = starts(instance, TriggerType.EVENT);
        List<NewExecution> executions = new ArrayList<>(events.size());
        for (JsonNode event : events) {
            ObjectNode single = body.deepCopy();
            ((ObjectNode) single.path("message")).putArray("events").add(event);
            executions.add(NewExecution.of(
                    instance,
                    listens ? event(single.path("message"), event, single) : manual(single),
                    Optional.of(StorableText.require(event.path("objectId").asText(), "The objectId of an event"))
                            .filter(id -> !id.isEmpty()),
                    depth,
                    now));
        }
        return executions;
    }

    private static boolean starts(FormulaInstance instance, TriggerType type) {
        return instance.binding().map(Binding::type).filter(type::equals).isPresent();
    }

    private static ObjectNode manual(JsonNode args) {
        ObjectNode trigger = Json.MAPPER.createObjectNode().put("type", TriggerType.MANUAL.wire());
        trigger.set("args", args);
        return trigger;
    }

    private static ObjectNode event(JsonNode message, JsonNode event, ObjectNode body) {
        ObjectNode trigger = Json.MAPPER.createObjectNode().put("type", TriggerType.EVENT.wire());
        copy(message, "eventId", trigger, "eventId");
        copy(message, "instance_id", trigger, "instanceId");
        copy(message, "instanceId", trigger, "instanceId");
        trigger.set("event", event);
        trigger.set("body", body);
        return trigger;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.has(name)) {
            to.set(as, from.get(name));
        }
    }
}
