package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The vendor request that hooks change. */
final class HookedRequest {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern VALUE = Pattern.compile("[\\t -~\\u0080-\\u00ff]*");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** They say how the message is framed and where it goes, which is the platform's business. */
    private static final Set<String> FRAMING =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect");

    private VendorRequest request;

    HookedRequest(VendorRequest request) {
        this.request = request;
    }

    VendorRequest request() {
        return request;
    }

    /**
     * Takes what a hook gave.
     *
     * @param variables are brought up to the request as it is then
     * @throws BadRequest when no request can be made of it
     */
    void take(ObjectNode given, HookVariables variables) {
        variables.take("request_expression", given);
        if (given.properties().stream().noneMatch(member -> member.getKey().startsWith("request_vendor_"))) {
            return;
        }
        method(given.path("request_vendor_method"));
        url(given);
        query(given.path("request_vendor_parameters"), variables);
        body(given);
        headers(given.path("request_vendor_headers"));
        variables.vendor(request);
    }

    private void method(JsonNode given) {
        if (given.isMissingNode()) {
            return;
        }
        String method = given.asText().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new BadRequest("request_vendor_method is '" + given.asText() + "', which is no verb of HTTP");
        }
        request = request.as(method, request.base(), request.path(), request.query());
    }

    private void url(ObjectNode given) {
        if (given.has("request_vendor_url")) {
            to(HookedAddress.of(given.path("request_vendor_url").asText()));
        }
        if (given.has("request_vendor_path")) {
            to(HookedAddress.below(
                    request.base(), given.path("request_vendor_path").asText()));
        }
    }

    private void to(HookedAddress address) {
        String more = address.query();
        String query =
                request.query().isEmpty() || more.isEmpty() ? request.query() + more : request.query() + "&" + more;
        request = request.as(
                request.method(),
                address.base(),
                address.path(),
                QueryString.parse(query).encoded());
    }

    private void query(JsonNode given, HookVariables variables) {
        if (!given.isObject()) {
            return;
        }
        variables.vendor(request);
        ObjectNode merged =
                (ObjectNode) variables.value("request_vendor_parameters").deepCopy();
        List<QueryString.Parameter> parameters = new ArrayList<>();
        given.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
        merged.properties().forEach(member -> {
            Iterable<JsonNode> several = member.getValue().isArray() ? member.getValue() : List.of(member.getValue());
            for (JsonNode value : several) {
                if (!value.isNull()) {
                    parameters.add(new QueryString.Parameter(
                            member.getKey(), value.isValueNode() ? value.asText() : value.toString()));
                }
            }
        });
        request = request.as(request.method(), request.base(), request.path(), new QueryString(parameters).encoded());
    }

    private void body(ObjectNode given) {
        if (!given.has("request_vendor_body")) {
            return;
        }
        JsonNode body = given.path("request_vendor_body");
        String contentType = request.body() instanceof VendorRequest.VendorBody.Whole whole
                ? whole.contentType()
                : VendorRequests.JSON;
        request = request.with(
                body.isNull()
                        ? new VendorRequest.VendorBody.None()
                        : new VendorRequest.VendorBody.Whole(
                                contentType,
                                body.isTextual() ? Buffer.buffer(body.asText()) : Buffer.buffer(Json.bytes(body))));
    }

    private void headers(JsonNode given) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        Set<String> without = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        without.addAll(request.without());
        given.properties().forEach(member -> {
            String name = member.getKey();
            if (!NAME.matcher(name).matches() || FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                throw new BadRequest("the header '" + name + "' cannot be set");
            }
            headers.keySet().removeIf(name::equalsIgnoreCase);
            without.remove(name);
            if (member.getValue().isNull()) {
                without.add(name);
                return;
            }
            String value = member.getValue().asText();
            if (!VALUE.matcher(value).matches()) {
                throw new BadRequest("the header " + name + " has a value that no header can have");
            }
            if (name.equalsIgnoreCase("Content-Type")
                    && request.body() instanceof VendorRequest.VendorBody.Whole whole) {
                request = request.with(new VendorRequest.VendorBody.Whole(value, whole.bytes()));
            } else if (!name.equalsIgnoreCase("Content-Type")) {
                headers.put(name, value);
            }
        });
        request = request.with(headers, without);
    }
}
