package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.TriggerType;
import dev.valence.http.Json;

/** What a call of an account brings to the executions that it starts, be it made or only posted as if it had been. */
final class CallTrigger {
    /** A longer body stands in the request alone; those that were really made are shorter. In characters of JSON. */
    private static final int MOST_TWICE = 2 << 20;

    private CallTrigger() {}

    /** The body of the request is {@code args} too, as of all triggers that somebody sends something with. */
    static ObjectNode of(ObjectNode request, ObjectNode response) {
        ObjectNode trigger = Json.MAPPER.createObjectNode().put("type", TriggerType.ELEMENT_REQUEST.wire());
        JsonNode body = request.path("body");
        if (body.isMissingNode()) {
            trigger.putObject("args");
        } else if (ValueSize.of(body).characters() <= MOST_TWICE) {
            trigger.set("args", body);
        }
        trigger.set("request", request);
        trigger.set("response", response);
        return trigger;
    }
}
