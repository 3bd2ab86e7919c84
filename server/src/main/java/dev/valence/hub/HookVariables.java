package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.instance.Configuration;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables of the hooks of one call, under the names that scripts know. */
final class HookVariables {
    static final List<String> BEFORE = List.of(
            "request_method",
            "request_path",
            "request_headers",
            "request_parameters",
            "request_body",
            "request_body_map",
            "request_root_key",
            "request_vendor_method",
            "request_vendor_path",
            "request_vendor_url",
            "request_vendor_headers",
            "request_vendor_parameters",
            "request_vendor_body",
            "request_vendor_body_map",
            "request_expression",
            "request_previous_response",
            "request_previous_response_headers",
            "meta_data",
            "object_name",
            "configuration");
    static final List<String> AFTER = Stream.concat(
                    BEFORE.stream(),
                    Stream.of(
                            "response_status_code",
                            "response_headers",
                            "response_body",
                            "response_body_raw",
                            "response_iserror"))
            .toList();

    /** The platform's own credentials, which are no script's business. */
    private static final Set<String> SECRET = Set.of("authorization", "cookie");
    /** With one of these a script can get at variables that it does not name; the last writes a name in another way. */
    private static final Pattern UNNAMED = Pattern.compile("arguments|eval|\\\\u");

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final ObjectNode values = Json.MAPPER.createObjectNode();

    HookVariables(Target target, Incoming incoming) {
        values.put("request_method", incoming.method());
        values.put("request_path", incoming.path());
        ObjectNode headers = values.putObject("request_headers");
        incoming.request().headers().forEach((name, value) -> {
            if (!SECRET.contains(name.toLowerCase(Locale.ROOT))
                    && HookHeaders.named(headers, name).isEmpty()) {
                headers.put(name, value);
            }
        });
        ObjectNode parameters = values.putObject("request_parameters");
        incoming.query().parameters().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
        target.pathVariables().forEach(parameters::put);
        target.resource().rootKey().request().ifPresent(root -> values.put("request_root_key", root));
        incoming.query().first("where").ifPresent(where -> values.set("request_expression", expression(where)));
        values.put("object_name", incoming.path().split("/", -1)[incoming.path().startsWith("/") ? 1 : 0]);
        values.set("configuration", configuration(target.connection().configuration()));
    }

    /** Values in force as texts; those that are not set are left out. */
    static ObjectNode configuration(Configuration configuration) {
        ObjectNode entries = Json.MAPPER.createObjectNode();
        configuration.all().forEach((key, value) -> value.ifPresent(text -> entries.put(key, text)));
        return entries;
    }

    /** The caller's body is read, and the vendor request put together. */
    void requested(Buffer body, VendorRequest request) {
        bodies("request_body", "request_body_map", body, true);
        vendor(request);
    }

    /** Tells of the vendor request as it stands. */
    void vendor(VendorRequest request) {
        String origin =
                (request.base().tls() ? "https://" : "http://") + request.base().authority();
        values.put("request_vendor_method", request.method());
        values.put(
                "request_vendor_path",
                request.path().substring(request.base().path().length()));
        values.put("request_vendor_url", origin + request.path());
        ObjectNode headers = values.putObject("request_vendor_headers");
        headers.put("Accept", VendorRequests.JSON);
        if (request.body() instanceof VendorRequest.VendorBody.Whole whole) {
            headers.put("Content-Type", whole.contentType());
            bodies("request_vendor_body", "request_vendor_body_map", whole.bytes(), false);
        } else {
            bodies("request_vendor_body", "request_vendor_body_map", Buffer.buffer(), false);
        }
        request.headers().forEach((name, value) -> HookHeaders.put(headers, name, TextNode.valueOf(value)));
        request.without().forEach(name -> HookHeaders.put(headers, name, NullNode.getInstance()));
        ObjectNode parameters = values.putObject("request_vendor_parameters");
        for (QueryString.Parameter parameter :
                QueryString.parse(request.query()).parameters()) {
            JsonNode before = parameters.path(parameter.name());
            if (before.isMissingNode()) {
                parameters.put(parameter.name(), parameter.value());
            } else if (before instanceof ArrayNode several) {
                several.add(parameter.value());
            } else {
                parameters.putArray(parameter.name()).add(before).add(parameter.value());
            }
        }
    }

    /** The vendor has answered. */
    void answered(WholeReply reply) {
        values.put("response_status_code", reply.status());
        values.put("response_iserror", !reply.isSuccess());
        ObjectNode headers = values.putObject("response_headers");
        reply.headers().forEach(headers::put);
        values.put("response_body_raw", reply.body().toString());
        values.set("response_body", parsed(reply.body()));
    }

    /** What a hook gave takes the variable's place. */
    void take(String name, ObjectNode given) {
        if (given.has(name)) {
            values.set(name, given.get(name));
        }
    }

    /** What a hook gave joins the variable's headers; null takes one away. */
    void mergeHeaders(String name, ObjectNode given) {
        ObjectNode merged = values.path(name) instanceof ObjectNode before ? before : values.putObject(name);
        given.path(name).properties().forEach(header -> HookHeaders.put(merged, header.getKey(), header.getValue()));
    }

    void configure(Map<String, Optional<String>> changes) {
        ObjectNode entries = (ObjectNode) values.get("configuration");
        changes.forEach(
                (key, value) -> value.ifPresentOrElse(text -> entries.put(key, text), () -> entries.remove(key)));
    }

    JsonNode value(String name) {
        return values.path(name);
    }

    /** The values in the order of the names; nothing for those that the script cannot read anyway. */
    List<byte[]> values(List<String> names, String body) {
        boolean all = UNNAMED.matcher(body).find();
        return names.stream()
                .map(name -> values.has(name) && (all || body.contains(name)) ? Json.bytes(values.get(name)) : NULL)
                .toList();
    }

    private void bodies(String name, String mapName, Buffer body, boolean asTree) {
        JsonNode tree = parsed(body);
        values.set(
                name, body.length() == 0 ? NullNode.getInstance() : asTree ? tree : TextNode.valueOf(body.toString()));
        values.set(mapName, tree instanceof ObjectNode ? tree.deepCopy() : Json.MAPPER.createObjectNode());
    }

    /** JSON as a tree, anything else as a text. */
    private static JsonNode parsed(Buffer body) {
        if (body.length() == 0) {
            return NullNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(body.getBytes());
        } catch (IOException notJson) {
            return TextNode.valueOf(body.toString());
        }
    }

    /** A body that a hook gave: a text that is JSON stands for what it says. */
    static Buffer bytes(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return Buffer.buffer();
        }
        String text = given.isTextual() ? given.asText().strip() : "";
        return text.startsWith("{") || text.startsWith("[") ? Buffer.buffer(text) : Buffer.buffer(Json.bytes(given));
    }

    /** Conditions in the order in which they stand; what cannot be read is refused where the request is put together. */
    private static JsonNode expression(String where) {
        ArrayNode conditions = Json.MAPPER.createArrayNode();
        try {
            add(Ceql.where(where), conditions);
        } catch (BadRequest e) {
            return NullNode.getInstance();
        }
        return conditions;
    }

    private static void add(Expression expression, ArrayNode to) {
        switch (expression) {
            case Expression.And(List<Expression> parts) -> parts.forEach(part -> add(part, to));
            case Expression.Or(List<Expression> parts) -> parts.forEach(part -> add(part, to));
            case Expression.Comparison(Attribute attribute, Expression.Operator operator, Literal value) ->
                condition(attribute, operator.symbol(), to).put("value", value.text());
            case Expression.In(Attribute attribute, boolean negated, List<Literal> several) -> {
                ArrayNode list =
                        condition(attribute, negated ? "NOT IN" : "IN", to).putArray("value");
                several.forEach(value -> list.add(value.text()));
            }
            case Expression.IsNull(Attribute attribute, boolean negated) ->
                condition(attribute, negated ? "IS NOT NULL" : "IS NULL", to).putNull("value");
        }
    }

    private static ObjectNode condition(Attribute attribute, String operator, ArrayNode to) {
        return to.addObject().put("attribute", attribute.dotted()).put("operator", operator);
    }
}
