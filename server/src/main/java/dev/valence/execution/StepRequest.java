package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.Redaction;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The request that a step's properties say.
 *
 * @param address a path of the platform with its query, or an absolute one
 * @param headers by name, whatever its case; the body's type is among them
 * @param query what the property gave besides the address
 * @param body what the property gave
 */
record StepRequest(
        String method,
        String address,
        Map<String, String> headers,
        ObjectNode query,
        JsonNode body,
        Optional<StepBody> sent) {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** What the connection says by itself. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host",
            "content-length",
            "connection",
            "expect",
            "upgrade",
            "transfer-encoding",
            "keep-alive",
            "te",
            "trailer");

    /**
     * Reads the properties that all request steps have.
     *
     * @param address made of the step's address before
     * @param filePart the name that a file gets in a form
     * @throws BadRequest naming the property that cannot be understood
     */
    static StepRequest of(StepCall call, String address, String filePart) {
        String method = call.text("method").strip().toUpperCase(Locale.ROOT);
        if (!Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE").contains(method)) {
            throw new BadRequest("The property method must be GET, POST, PUT, PATCH or DELETE, not '" + method + "'");
        }
        Map<String, String> headers = headers(StepAddress.members(call, "headers"));
        JsonNode body = call.context().resolve(call.property("body"));
        boolean none = body.isMissingNode()
                || body.isNull()
                || (body.isTextual() && body.textValue().isEmpty())
                || method.equals("GET")
                || method.equals("HEAD");
        Optional<StepBody> sent = none
                ? Optional.empty()
                : Optional.of(StepBody.of(body, Optional.ofNullable(headers.get("Content-Type")), filePart));
        if (sent.isPresent()) {
            headers.put("Content-Type", sent.get().contentType());
        } else {
            headers.remove("Content-Type");
        }
        return new StepRequest(method, address, headers, StepAddress.members(call, "query"), body, sent);
    }

    /** Headers of a property, without those that belong to the connection. */
    static Map<String, String> headers(ObjectNode given) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.properties().forEach(member -> {
            String value = Context.text(member.getValue());
            if (!NAME.matcher(member.getKey()).matches()) {
                throw new BadRequest(
                        "The property headers has a name that no header can have: '" + member.getKey() + "'");
            }
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
                throw new BadRequest("The header " + member.getKey() + " has a character that no header can have,"
                        + " such as the end of a line");
            }
            if (!OF_THE_CONNECTION.contains(member.getKey().toLowerCase(Locale.ROOT))
                    && !member.getValue().isNull()) {
                headers.put(member.getKey(), value.strip());
            }
        });
        return headers;
    }

    /** Whether sending it twice does no more than sending it once (RFC 9110 section 9.2.2). */
    static boolean isIdempotent(String method) {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    /** Whether it only reads. */
    static boolean reads(StepCall call, String property) {
        String method = call.text(property).strip();
        return method.equalsIgnoreCase("GET") || method.equalsIgnoreCase("HEAD");
    }

    /** What later steps and people see of it; without credentials and the content of files. */
    ObjectNode value() {
        ObjectNode value = Json.MAPPER.createObjectNode();
        value.put("method", method);
        String shown = withoutPassword(address);
        value.put("uri", shown);
        value.put("path", shown.replaceAll("\\?.*", "").replaceFirst("^https?://[^/]*", ""));
        value.set("query", query);
        value.set("headers", shown(headers));
        if (sent.isPresent()) {
            value.set("body", StepBody.described(body));
        }
        return value;
    }

    static ObjectNode shown(Map<String, String> headers) {
        ObjectNode shown = Json.MAPPER.createObjectNode();
        headers.forEach((name, text) -> shown.put(name, Redaction.header(name, text)));
        return shown;
    }

    /** An address without the user and password that may stand in front of its host. */
    static String withoutPassword(String address) {
        return address.replaceFirst("^([A-Za-z]+://)[^/?#]*@", "$1");
    }
}
