package dev.valence.element;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A documented parameter outside of the body.
 *
 * @param in {@code path}, {@code query} or {@code header}
 * @param dataType of the element JSON, for example {@code dateTime}
 */
record ApiParameter(String name, String in, String dataType, boolean required, String description) {
    /** Everything that a caller may send besides the body: declared parameters, and those that lists always know. */
    static List<ApiParameter> of(Resource resource) {
        List<ApiParameter> parameters = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String variable : PathTemplate.variables(resource.path())) {
            Optional<Parameter> declared = resource.parameters().stream()
                    .filter(p -> p.type() == ParameterPlace.PATH && p.name().equals(variable))
                    .findFirst();
            seen.add("path " + variable);
            parameters.add(new ApiParameter(
                    variable,
                    "path",
                    declared.flatMap(Parameter::dataType).orElse("string"),
                    true,
                    declared.flatMap(Parameter::description).orElse("")));
        }
        for (Parameter p : resource.parameters()) {
            boolean sent = p.type() == ParameterPlace.QUERY || p.type() == ParameterPlace.HEADER;
            if (sent
                    && p.source() == ParameterSource.REQUEST
                    && seen.add(p.type().wire() + " " + p.name())) {
                parameters.add(new ApiParameter(
                        p.name(),
                        p.type().wire(),
                        p.dataType().orElse("string"),
                        p.required() || (p.name().equals("where") && needsWhere(resource)),
                        p.name().equals("where")
                                ? where(resource)
                                : p.description().orElse("")));
            }
        }
        general(resource).stream().filter(p -> seen.add(p.in + " " + p.name)).forEach(parameters::add);
        return parameters;
    }

    private static List<ApiParameter> general(Resource resource) {
        List<ApiParameter> general = new ArrayList<>();
        if (resource.list()) {
            general.add(new ApiParameter("pageSize", "query", "integer", false, "Rows on a page"));
            general.add(new ApiParameter(
                    "nextPage", "query", "string", false, "The Elements-Next-Page-Token of the page before"));
            resource.orderBy()
                    .ifPresent(orderBy -> general.add(new ApiParameter(
                            "orderBy",
                            "query",
                            "string",
                            false,
                            "One of " + String.join(", ", orderBy.fields().keySet()))));
        }
        if (resource.method().equals("GET")
                && resource.type() != ResourceType.FORMULA_AS_RESOURCE
                && resource.json()
                && resource.reply().isEmpty()) {
            general.add(new ApiParameter(
                    "fields",
                    "query",
                    "string",
                    false,
                    "Members to return, separated by commas; dots lead into objects"));
        }
        return general;
    }

    private static boolean needsWhere(Resource resource) {
        return resource.conditions().stream().anyMatch(Condition::required);
    }

    private static String where(Resource resource) {
        if (resource.conditions().isEmpty()) {
            return "CEQL; each condition field = 'value' becomes a query parameter of the vendor";
        }
        return resource.conditions().stream()
                .map(c -> c.field() + " ("
                        + c.operators().stream().map(ConditionOperator::wire).collect(Collectors.joining(" ")) + ")"
                        + (c.required() ? " required" : ""))
                .collect(Collectors.joining(", ", "CEQL over ", ""));
    }

    /** The JSON type and format of a data type of the element JSON. */
    static ObjectNode schema(String dataType) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        return switch (dataType) {
            case "integer" -> schema.put("type", "integer").put("format", "int32");
            case "long" -> schema.put("type", "integer").put("format", "int64");
            case "float", "double" -> schema.put("type", "number").put("format", dataType);
            case "number", "boolean" -> schema.put("type", dataType);
            case "date", "byte", "binary", "password" ->
                schema.put("type", "string").put("format", dataType);
            case "dateTime" -> schema.put("type", "string").put("format", "date-time");
            default -> schema.put("type", "string");
        };
    }
}
