package dev.valence.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;

/** The JSON form of an event in lists; what clients of the wire contract read comes first. */
final class EventReply {
    private EventReply() {}

    static ObjectNode of(Events.Item item) {
        StoredEvent event = item.event();
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", Long.toString(event.id()));
        json.put("eventDate", Envelope.date(event.receivedAt()));
        json.put("status", status(item));
        json.put("providerData", event.raw());
        ArrayNode notified = json.putArray("notifiedData");
        event.objects().forEach(object -> notified.add(Envelope.object(object).put("elementKey", event.elementKey())));
        json.put("instanceId", event.instanceId());
        json.put("encodedId", InstanceCode.of(event.instanceId()));
        json.put("elementKey", event.elementKey());
        event.objects().stream().findFirst().ifPresent(first -> {
            json.put("eventType", first.eventType());
            json.put("objectType", first.objectType());
            json.put("objectId", first.objectId());
        });
        json.put("createdDate", event.receivedAt().toString());
        json.put("source", event.source().wire());
        item.state().ifPresent(state -> delivery(json.putObject("delivery").put("state", state), item));
        return json;
    }

    /** The words of the contract; where the delivery stands is said beside them in more detail. */
    private static String status(Events.Item item) {
        return switch (item.state().orElse("")) {
            case "delivered" -> "NOTIFIED";
            case "waiting" -> item.attempts() == 0 ? "NEW" : "DISPATCHED";
            case "dead", "queued" -> "DISPATCHED";
            default -> "RECEIVED";
        };
    }

    private static void delivery(ObjectNode json, Events.Item item) {
        json.put("attempts", item.attempts());
        if (item.state().filter("waiting"::equals).isPresent()) {
            item.dueAt().ifPresent(due -> json.put("nextAttemptDate", due.toString()));
        }
        item.settledAt().ifPresent(settled -> json.put("settledDate", settled.toString()));
        item.reason().ifPresent(reason -> json.put("reason", reason));
    }
}
