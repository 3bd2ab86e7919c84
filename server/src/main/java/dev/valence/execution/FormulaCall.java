package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.formula.ApiAddress;
import dev.valence.formula.TriggerType;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.hub.CallOrigin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A call that a formula is to answer.
 *
 * @param instance the header that selects the formula instance
 * @param query decoded parameters in their order
 * @param headers may hold secrets
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
record FormulaCall(
        Optional<String> authorization,
        String instance,
        ApiAddress address,
        List<Map.Entry<String, String>> query,
        List<Map.Entry<String, String>> headers,
        Optional<String> contentType,
        byte[] body) {
    /** A longer body is in {@code args} alone: what starts an execution is stored with it. */
    private static final int MOST_TWICE = 1 << 20;

    /** The same with a body. */
    FormulaCall with(byte[] body) {
        return new FormulaCall(authorization, instance, address, query, headers, contentType, body);
    }

    /**
     * What starts the execution: the body, untouched, as {@code args}, and the whole call as {@code request}, with a body of a
     * megabyte at most. A call without a body has its {@code request} in {@code args} too, where formulas of the original look
     * for it.
     *
     * @throws BadRequest when the body says that it is JSON and is not
     */
    ObjectNode trigger() {
        JsonNode given = given();
        ObjectNode request = Json.MAPPER.createObjectNode();
        ObjectNode parameters = request.putObject("query");
        query.forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue()));
        request.put("path", address.uri());
        request.put("method", address.method());
        request.set("headers", CallTriggers.headers(headers));
        if (!given.isMissingNode() && body.length <= MOST_TWICE) {
            request.set("body", given);
        }
        ObjectNode trigger = Json.MAPPER.createObjectNode().put("type", TriggerType.MANUAL.wire());
        if (given.isMissingNode()) {
            trigger.putObject("args").set("request", request);
        } else {
            trigger.set("args", given);
        }
        trigger.set("request", request);
        return trigger;
    }

    /** How many executions stand above the one that it starts. */
    int depth() {
        return SelfTriggering.depth(origin());
    }

    /** Whether a dry run makes it. */
    boolean ofDryRun() {
        return origin().flatMap(CallOrigin::parse).map(CallOrigin::dryRun).orElse(false);
    }

    private Optional<String> origin() {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(CallOrigin.HEADER))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private JsonNode given() {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        String type = contentType.orElse("").toLowerCase(Locale.ROOT);
        if (type.isEmpty() || type.contains("json")) {
            JsonNode json = Json.tree(body, "request body");
            // Clients of the original send these four letters for nothing.
            return json.isNull() ? MissingNode.getInstance() : json;
        }
        return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
    }

    /** Nothing of what it holds: it may be secret. */
    @Override
    public String toString() {
        return "FormulaCall[" + address.method() + " " + address.uri() + "]";
    }
}
