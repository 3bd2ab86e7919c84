package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.element.Parameter;
import dev.valence.element.ParameterPlace;
import dev.valence.element.ReadMerge;
import dev.valence.element.Resource;
import dev.valence.http.BadRequest;
import dev.valence.http.UnsupportedMediaType;
import dev.valence.instance.Configuration;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The step that turns a call into the vendor's request: each declared parameter is taken from where the caller put it
 * and put where the vendor wants it.
 */
final class VendorRequests {
    static final String JSON = "application/json";
    /** What callers send their key in, whatever the vendor calls it. */
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private VendorRequests() {}

    /** Where the parameters of a resource ended up, before the request is put together. */
    private record Placed(
            Map<String, String> path,
            Map<String, String> query,
            Map<String, String> headers,
            Map<String, JsonNode> bodyFields,
            Map<String, String> renamedParts,
            boolean takesBody) {
        static Placed empty() {
            return new Placed(
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    false);
        }
    }

    /**
     * The vendor request of a call.
     *
     * @param body the caller's whole body; empty for one that is streamed
     * @throws BadRequest naming what is missing or cannot be expressed
     */
    static VendorRequest of(Target target, Incoming incoming, Buffer body, Optional<PageWish> page) {
        Resource resource = target.resource();
        Configuration configuration = target.connection().configuration();
        BaseUrl base = BaseUrl.of(configuration);
        Placed placed = placed(target, incoming);
        putIdempotencyKey(target, incoming, placed);
        return new VendorRequest(
                resource.vendorMethod(),
                base,
                base.path() + filled(resource.vendorPath(), placed.path(), target.pathVariables(), configuration),
                VendorQuery.of(resource, incoming.query(), placed.query(), configuration, page),
                placed.headers(),
                body(resource, incoming, body, placed));
    }

    /** Only vendors that say how they tell repeated requests hear of a caller's key; a declared parameter of that name wins. */
    private static void putIdempotencyKey(Target target, Incoming incoming, Placed placed) {
        Optional<String> name = target.connection().element().idempotencyHeader();
        if (name.isPresent() && !target.resource().vendorMethod().equals("GET")) {
            incoming.header(IDEMPOTENCY_KEY).ifPresent(key -> placed.headers().putIfAbsent(name.get(), key));
        }
    }

    /** The read that comes before a merged write. */
    static VendorRequest read(Target target, ReadMerge merge) {
        Configuration configuration = target.connection().configuration();
        BaseUrl base = BaseUrl.of(configuration);
        return new VendorRequest(
                merge.vendorMethod(),
                base,
                base.path() + filled(merge.vendorPath(), Map.of(), target.pathVariables(), configuration),
                "",
                Map.of(),
                new VendorRequest.VendorBody.None());
    }

    private static Placed placed(Target target, Incoming incoming) {
        Placed placed = Placed.empty();
        boolean takesBody = false;
        for (Parameter parameter : target.connection().element().parameters()) {
            takesBody |= place(parameter, target, incoming, placed);
        }
        for (Parameter parameter : target.resource().parameters()) {
            takesBody |= place(parameter, target, incoming, placed);
        }
        return new Placed(
                placed.path(), placed.query(), placed.headers(), placed.bodyFields(), placed.renamedParts(), takesBody);
    }

    /** Puts one parameter; answers whether it is the caller's body. */
    private static boolean place(Parameter parameter, Target target, Incoming incoming, Placed placed) {
        if (!VendorQuery.isDeclaredByElement(parameter) || parameter.vendorType() == ParameterPlace.NO_OP) {
            return false;
        }
        if (parameter.type() == ParameterPlace.BODY) {
            return parameter.vendorType() == ParameterPlace.BODY;
        }
        if (parameter.type() == ParameterPlace.MULTIPART) {
            placed.renamedParts().put(parameter.name(), parameter.vendorName());
            return false;
        }
        Optional<String> value = value(parameter, target, incoming);
        if (value.isEmpty()) {
            if (parameter.required() && parameter.type() != ParameterPlace.CONFIGURATION) {
                throw new BadRequest("The " + parameter.type().wire() + " parameter " + parameter.name() + " of "
                        + target.resource() + " is missing");
            }
            return false;
        }
        switch (parameter.vendorType()) {
            case PATH -> placed.path().put(parameter.vendorName(), value.get());
            case QUERY -> placed.query().put(parameter.vendorName(), value.get());
            case HEADER -> placed.headers().put(parameter.vendorName(), value.get());
            case BODY_FIELD, FORM -> placed.bodyFields().put(parameter.vendorName(), TextNode.valueOf(value.get()));
            default -> {}
        }
        return false;
    }

    private static Optional<String> value(Parameter parameter, Target target, Incoming incoming) {
        return switch (parameter.type()) {
            case VALUE -> Optional.of(parameter.name());
            case CONFIGURATION -> target.connection().configuration().get(parameter.name());
            case PATH -> Optional.ofNullable(target.pathVariables().get(parameter.name()));
            case QUERY -> incoming.query().first(parameter.name());
            case HEADER -> incoming.header(parameter.name());
            default -> Optional.empty();
        };
    }

    private static VendorRequest.VendorBody body(Resource resource, Incoming incoming, Buffer body, Placed placed) {
        boolean sendsBody = placed.takesBody()
                || !placed.bodyFields().isEmpty()
                || resource.readMerge().isPresent();
        if (!sendsBody) {
            return new VendorRequest.VendorBody.None();
        }
        if (isMultipart(incoming)) {
            if (placed.renamedParts().isEmpty()) {
                throw new UnsupportedMediaType(resource + " takes no files; send application/json");
            }
            Map<String, String> texts = new LinkedHashMap<>();
            placed.bodyFields().forEach((name, value) -> texts.put(name, value.asText()));
            return new VendorRequest.VendorBody.Streamed(new MultipartRewrite(placed.renamedParts(), Set.of(), texts));
        }
        requireJson(resource, incoming, body);
        if (!JsonBody.isAbsent(body)) {
            JsonBody.check(body);
        }
        boolean unchanged =
                placed.bodyFields().isEmpty() && resource.rootKey().request().isEmpty();
        Buffer bytes = unchanged && !JsonBody.isAbsent(body)
                ? body
                : JsonBody.with(body, placed.bodyFields(), resource.rootKey().request());
        return new VendorRequest.VendorBody.Whole(JSON, bytes);
    }

    private static void requireJson(Resource resource, Incoming incoming, Buffer body) {
        String type = incoming.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean json = type.isEmpty() || type.contains("json");
        if (!json && !JsonBody.isAbsent(body)) {
            throw new UnsupportedMediaType(resource + " reads application/json"
                    + (resource.parameters().stream().anyMatch(p -> p.type() == ParameterPlace.MULTIPART)
                            ? " and multipart/form-data"
                            : "")
                    + ", not this Content-Type");
        }
    }

    /** Whether the body is passed through part by part instead of being read whole. */
    static boolean isMultipart(Incoming incoming) {
        return incoming.header("Content-Type")
                .map(type -> type.regionMatches(true, 0, "multipart/form-data", 0, 19))
                .orElse(false);
    }

    /** The vendor path with its variables: parameters first, then the caller's path, then the configuration. */
    static String filled(
            String template, Map<String, String> values, Map<String, String> variables, Configuration configuration) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        StringBuilder path = new StringBuilder(template.length() + 64);
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                return path.append(template, at, template.length()).toString();
            }
            String name = template.substring(open + 1, close);
            String value = Optional.ofNullable(values.get(name))
                    .or(() -> Optional.ofNullable(variables.get(name)))
                    .or(() -> configuration.get(name))
                    .orElseThrow(() -> new BadRequest("The path variable " + name + " has no value"));
            path.append(template, at, open)
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
            at = close + 1;
        }
        return path.toString();
    }
}
