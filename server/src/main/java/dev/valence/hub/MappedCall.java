package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Element;
import dev.valence.http.Conflict;
import dev.valence.http.Json;
import dev.valence.mapping.MappedResources;
import dev.valence.mapping.ObjectMapping;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a call for one of an application's own objects into the words of the element that it is mapped to. */
final class MappedCall {
    private MappedCall() {}

    /**
     * A call whose path names mapped objects, as the element knows it.
     *
     * @param mapping of the object that is named last, which the bodies are; empty when that is the element's own
     */
    record Translated(Incoming incoming, Optional<ObjectMapping> mapping) {}

    /** The translation; empty when the path names no mapped object. */
    static Optional<Translated> of(Incoming incoming, Element element, Map<String, ObjectMapping> mappings) {
        if (mappings.isEmpty()) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>(Arrays.asList(incoming.path().split("/", -1)));
        Optional<ObjectMapping> last = Optional.empty();
        boolean any = false;
        // Behind the slash at the beginning, names and ids take turns.
        for (int i = 1; i < segments.size(); i += 2) {
            last = Optional.ofNullable(
                    mappings.get(QueryString.decoded(segments.get(i).replace("+", "%2B"))));
            if (last.isPresent()) {
                last.get().fault().ifPresent(fault -> {
                    throw new Conflict(fault);
                });
                segments.set(i, MappedResources.name(element, last.get()));
                any = true;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        // Names stand at odd places: a path that ends with one asks for the list.
        boolean list = incoming.method().equals("GET") && segments.size() % 2 == 0;
        String fields = incoming.query().first("fields").orElse("");
        Optional<ObjectMapping> mapping =
                last.map(whole -> whole.of(incoming.method()).choosing(fields));
        return Optional.of(new Translated(
                new Incoming(
                        incoming.request(),
                        incoming.method(),
                        String.join("/", segments),
                        mapping.map(known -> query(
                                        incoming.query(), known.vendorNames(), list ? known.query() : Optional.empty()))
                                .orElse(incoming.query()),
                        incoming.authorization()),
                mapping));
    }

    /** The caller's body as the vendor's object; what is no JSON is refused further on. */
    static Buffer toVendor(ObjectMapping mapping, Buffer body) {
        if (JsonBody.isAbsent(body)) {
            return body;
        }
        JsonNode json = Json.tree(body.getBytes(), "request body");
        return Buffer.buffer(Json.bytes(mapping.toVendor(json)));
    }

    private static QueryString query(QueryString query, Map<String, String> names, Optional<String> override) {
        List<QueryString.Parameter> parameters = new ArrayList<>();
        override.ifPresent(where -> parameters.add(new QueryString.Parameter("where", where)));
        for (QueryString.Parameter parameter : query.parameters()) {
            String value = switch (parameter.name()) {
                case "where" -> parameter.value().isBlank() ? "" : where(parameter.value(), names);
                case "fields" -> fields(parameter.value(), names);
                case "orderBy" -> order(parameter.value(), names);
                default -> parameter.value();
            };
            parameters.add(new QueryString.Parameter(parameter.name(), value));
        }
        return new QueryString(parameters);
    }

    private static String where(String text, Map<String, String> names) {
        return Ceql.print(renamed(Ceql.where(text), names));
    }

    private static Expression renamed(Expression expression, Map<String, String> names) {
        return switch (expression) {
            case Expression.And(List<Expression> parts) ->
                new Expression.And(
                        parts.stream().map(part -> renamed(part, names)).toList());
            case Expression.Or(List<Expression> parts) ->
                new Expression.Or(
                        parts.stream().map(part -> renamed(part, names)).toList());
            case Expression.Comparison comparison ->
                new Expression.Comparison(
                        renamed(comparison.attribute(), names), comparison.operator(), comparison.value());
            case Expression.In in -> new Expression.In(renamed(in.attribute(), names), in.negated(), in.values());
            case Expression.IsNull isNull ->
                new Expression.IsNull(renamed(isNull.attribute(), names), isNull.negated());
        };
    }

    private static Attribute renamed(Attribute attribute, Map<String, String> names) {
        String vendor = names.get(attribute.dotted());
        return vendor == null ? attribute : new Attribute(Arrays.asList(vendor.split("\\.", -1)));
    }

    /** A field of an object that is mapped in parts chooses all of these. */
    private static String fields(String text, Map<String, String> names) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String field : text.split(",", -1)) {
            String name = field.strip();
            Set<String> vendor = names.entrySet().stream()
                    .filter(entry ->
                            entry.getKey().equals(name) || entry.getKey().startsWith(name + "."))
                    .map(Map.Entry::getValue)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            chosen.addAll(vendor.isEmpty() ? Set.of(name) : vendor);
        }
        return String.join(",", chosen);
    }

    private static String order(String text, Map<String, String> names) {
        return OrderBy.parse(text).keys().stream()
                .map(key -> renamed(key.attribute(), names).dotted()
                        + switch (key.direction()) {
                            case ASC -> " asc";
                            case DESC -> " desc";
                            case UNSAID -> "";
                        })
                .collect(Collectors.joining(","));
    }
}
