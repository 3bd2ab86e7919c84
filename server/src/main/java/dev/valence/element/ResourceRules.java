package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to be true inside of one resource. */
final class ResourceRules {
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "array", "object", "file", "null", "unknown");

    private final Element element;
    private final Resource resource;
    private final JsonPointer at;
    private final ElementFaults faults;
    private final List<String> pathVariables;

    ResourceRules(Element element, Resource resource, JsonPointer at, ElementFaults faults) {
        this.element = element;
        this.resource = resource;
        this.at = at;
        this.faults = faults;
        this.pathVariables = PathTemplate.variables(resource.path());
    }

    void check() {
        path();
        vendorPath(resource.vendorPath(), at.appendProperty("vendorPath"));
        resource.readMerge()
                .ifPresent(read -> vendorPath(
                        read.vendorPath(), at.appendProperty("readMerge").appendProperty("vendorPath")));
        resource.model().ifPresent(this::model);
        conditions();
        if (resource.reply().orElse(null) instanceof Reply.Metadata && !pathVariables.contains("objectName")) {
            fault("path", "needs the variable {objectName} for the reply from metadata");
        }
        boolean noCursor = resource.paging().style() == PagingStyle.CURSOR
                && resource.paging().nextPageKey().isEmpty()
                && resource.nextPageKey().isEmpty();
        if (noCursor && resource.list()) {
            fault("nextPageKey", "is required for paging by cursor, here or in paging");
        }
    }

    private void fault(String member, String message) {
        faults.add(at.appendProperty(member), message);
    }

    private void path() {
        if (resource.path().replaceAll("\\{[^{}/]+}", "").matches(".*[{}?#\\s].*")) {
            fault("path", "may hold only segments and {variables}");
        }
        if (new HashSet<>(pathVariables).size() < pathVariables.size()) {
            fault("path", "has the same variable twice");
        }
        for (int i = 0; i < resource.parameters().size(); i++) {
            Parameter parameter = resource.parameters().get(i);
            if (parameter.type() == ParameterPlace.PATH && !pathVariables.contains(parameter.name())) {
                faults.add(
                        at.appendProperty("parameters").appendIndex(i).appendProperty("name"),
                        "the path " + resource.path() + " has no variable {" + parameter.name() + "}");
            }
        }
    }

    private void vendorPath(String path, JsonPointer place) {
        for (String variable : PathTemplate.variables(path)) {
            boolean filled = pathVariables.contains(variable)
                    || element.entry(variable).isPresent()
                    || fills(resource.parameters(), variable)
                    || fills(element.parameters(), variable);
            if (!filled) {
                faults.add(
                        place,
                        "nothing fills {" + variable + "}: add a parameter with vendorType path and vendorName "
                                + variable + ", or a configuration key of that name");
            }
        }
    }

    private static boolean fills(List<Parameter> parameters, String variable) {
        return parameters.stream()
                .anyMatch(parameter -> parameter.vendorType() == ParameterPlace.PATH
                        && parameter.vendorName().equals(variable));
    }

    private void model(Model model) {
        JsonPointer place = at.appendProperty("model");
        named(model.name(), model.definitions(), place.appendProperty("name"));
        references(model.definitions(), place.appendProperty("swagger"));
        model.requestName().ifPresent(name -> {
            named(name, model.requestDefinitions(), place.appendProperty("requestName"));
        });
        references(model.requestDefinitions(), place.appendProperty("requestSwagger"));
    }

    private void named(String name, Map<String, JsonNode> definitions, JsonPointer place) {
        if (!name.isEmpty() && !definitions.containsKey(name)) {
            faults.add(place, "no definition is called '" + name + "'");
        }
    }

    private void references(Map<String, JsonNode> definitions, JsonPointer place) {
        definitions.forEach(
                (name, definition) -> references(definition, definitions.keySet(), place.appendProperty(name)));
    }

    /** A definition points to another one by a bare {@code $ref}, or by a {@code type} that is no JSON type. */
    private void references(JsonNode schema, Set<String> names, JsonPointer place) {
        String reference = schema.path("$ref").asText();
        if (!reference.isEmpty() && !names.contains(reference)) {
            faults.add(place.appendProperty("$ref"), "no definition is called '" + reference + "'");
        }
        String type = schema.path("type").isTextual() ? schema.path("type").asText() : "string";
        if (!TYPES.contains(type) && !names.contains(type)) {
            faults.add(place.appendProperty("type"), "neither a JSON type nor a definition is called '" + type + "'");
        }
        schema.path("properties")
                .properties()
                .forEach(property -> references(
                        property.getValue(),
                        names,
                        place.appendProperty("properties").appendProperty(property.getKey())));
        if (schema.has("items")) {
            references(schema.path("items"), names, place.appendProperty("items"));
        }
    }

    private void conditions() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < resource.conditions().size(); i++) {
            Condition condition = resource.conditions().get(i);
            for (ConditionOperator operator : condition.operators()) {
                if (!seen.add(condition.field() + " " + operator.wire())) {
                    faults.add(
                            at.appendProperty("conditions").appendIndex(i),
                            condition.field() + " " + operator.wire() + " stands here twice");
                }
            }
        }
        if (!resource.conditions().isEmpty() && !resource.method().equals("GET")) {
            fault("conditions", "only a GET resource can have conditions");
        }
    }
}
