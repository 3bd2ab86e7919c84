package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.util.List;

/**
 * A job that somebody wants to have: one call of a resource by a schedule.
 *
 * @param formula with the schedule as its trigger and the call as its one step
 * @param instance of it, which says whose account is called
 */
record JobDraft(ObjectNode formula, ObjectNode instance) {
    /**
     * Reads {@code {"name", "description", "cron", "request": {"elementInstanceId", "method", "api", "headers", "query", "body"}}}.
     *
     * @throws BadRequest when a member that it needs is not there, or the schedule has a variable; what else they say is checked
     *     with the formula
     */
    static JobDraft read(byte[] body) {
        JsonNode given = Json.tree(body, "request body");
        JsonNode request = given.path("request");
        for (String member : List.of("name", "cron")) {
            requireText(given.path(member), member);
        }
        for (String member : List.of("elementInstanceId", "method", "api")) {
            requireText(request.path(member), "request." + member);
        }
        if (given.path("cron").asText().contains("${")) {
            throw new BadRequest(
                    "cron has a variable, and a job has none to put in its place; write the schedule itself,"
                            + " such as 0 0 9 ? * MON *");
        }
        ObjectNode formula = Json.MAPPER
                .createObjectNode()
                .put("name", given.path("name").asText().strip());
        if (given.path("description").isTextual()) {
            formula.set("description", given.path("description"));
        }
        formula.putArray("configuration")
                .addObject()
                .put("key", "account")
                .put("name", "Account")
                .put("type", VariableType.ELEMENT_INSTANCE.wire());
        ObjectNode trigger = formula.putArray("triggers").addObject();
        trigger.put("type", TriggerType.SCHEDULED.wire());
        trigger.putObject("properties").set("cron", given.path("cron"));
        trigger.putArray("onSuccess").add("call");
        ObjectNode step = formula.putArray("steps").addObject();
        step.put("name", "call").put("type", StepType.ELEMENT_REQUEST.wire());
        ObjectNode properties = step.putObject("properties").put("elementInstanceId", "${config.account}");
        for (String member : List.of("method", "api", "headers", "query", "body")) {
            if (request.hasNonNull(member)) {
                properties.set(member, request.path(member));
            }
        }
        ObjectNode instance = Json.MAPPER
                .createObjectNode()
                .put("name", given.path("name").asText().strip());
        instance.putObject("configuration")
                .put("account", request.path("elementInstanceId").asText());
        return new JobDraft(formula, instance);
    }

    private static void requireText(JsonNode value, String place) {
        if (!value.isValueNode() || value.asText().isBlank() || value.isNull()) {
            throw new BadRequest(
                    place + " is missing; a job is {\"name\": \"Monday report\", \"cron\": \"0 0 9 ? * MON *\","
                            + " \"request\": {\"elementInstanceId\": 4711, \"method\": \"POST\", \"api\": \"/messages\", \"body\": {...}}}");
        }
    }
}
