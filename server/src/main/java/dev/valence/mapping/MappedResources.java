package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Element;
import dev.valence.element.Model;
import dev.valence.element.Resource;
import dev.valence.element.ResourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapped object as resources of its element, for API documents. */
public final class MappedResources {
    private MappedResources() {}

    /** The hub's name of the resource that an object is mapped to; a transformation may also call it by the vendor's. */
    public static String name(Element element, ObjectMapping mapping) {
        String vendorName = mapping.vendorName();
        if (!element.methodsOf("/" + vendorName).isEmpty()) {
            return vendorName;
        }
        return element.resources().stream()
                .filter(resource -> resource.method().equals("GET"))
                .filter(resource -> resource.vendorPath().equals("/" + vendorName))
                .map(resource -> resource.path().substring(1))
                .filter(path -> path.indexOf('/') < 0)
                .findFirst()
                .orElse(vendorName);
    }

    /** The element's resources that end in the object, under the application's name; also those below a parent. */
    static List<Resource> of(Element element, ObjectMapping mapping) {
        String name = name(element, mapping);
        List<Resource> resources = new ArrayList<>();
        for (Resource resource : element.resources()) {
            List<String> segments =
                    new ArrayList<>(Arrays.asList(resource.path().split("/", -1)));
            int last = segments.getLast().startsWith("{") ? segments.size() - 2 : segments.size() - 1;
            boolean leadsThere = resource.type() == ResourceType.API
                    && mapping.takes(resource.method())
                    && resource.json()
                    && last > 0
                    && segments.get(last).equals(name);
            if (leadsThere) {
                segments.set(last, mapping.name());
                resources.add(resource.as(
                        String.join("/", segments),
                        resource.description().orElse(resource.toString()) + ", as " + mapping.name(),
                        model(mapping, resource)));
            }
        }
        return resources;
    }

    private static Model model(ObjectMapping mapping, Resource resource) {
        String name = mapping.name();
        Map<String, JsonNode> shapes = new LinkedHashMap<>();
        shapes.put(name, shape(mapping));
        Optional<String> request = resource.model().flatMap(Model::requestName).map(any -> name);
        if (!resource.list()) {
            return new Model(name, shapes, request, shapes);
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
        list.putObject("items").put("$ref", name);
        Map<String, JsonNode> both = new LinkedHashMap<>(shapes);
        both.put(name + "List", list);
        return new Model(name + "List", both, request, shapes);
    }

    private static ObjectNode shape(ObjectMapping mapping) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
        object.putObject("properties");
        for (FieldMapping field : mapping.fields()) {
            ObjectNode place = object;
            for (PathStep step : field.path().steps()) {
                place = step instanceof PathStep.Name(String name)
                        ? place.put("type", "object")
                                .withObjectProperty("properties")
                                .withObjectProperty(name)
                        : place.put("type", "array").withObjectProperty("items");
            }
            leaf(place, field.type());
        }
        return object;
    }

    private static void leaf(ObjectNode place, ValueType type) {
        switch (type) {
            case STRING, NUMBER, BOOLEAN -> place.put("type", type.wire());
            case DATE -> place.put("type", "string").put("format", "date-time");
            case ANY -> {}
        }
    }
}
