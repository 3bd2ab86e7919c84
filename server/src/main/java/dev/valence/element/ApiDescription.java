package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an API document tells of: an element, an instance of one, a hub, or a formula.
 *
 * @param baseUrl address under which callers reach the paths, for example
 *     {@code http://localhost:8080/elements/api-v2}
 * @param samples object name to an example
 */
public record ApiDescription(
        String title, String text, String baseUrl, List<ApiOperation> operations, Map<String, JsonNode> samples) {
    private static final Set<String> BODILESS = Set.of("GET", "DELETE");

    /** The documented resources of an element. */
    public static ApiDescription of(Element element, String title, String baseUrl) {
        return of(element, List.of(), title, baseUrl);
    }

    /**
     * The same with further resources behind those of the element.
     *
     * @param more resources of the caller's own; with a method and path of the element's they are left out
     */
    public static ApiDescription of(Element element, List<Resource> more, String title, String baseUrl) {
        String text = element.description().orElse(element.name());
        return of(List.of(element), more, title, text, baseUrl);
    }

    /**
     * The one call that a formula answers.
     *
     * @param header that names the instance of the formula; callers have to send it
     * @param text what the formula does
     */
    public static ApiDescription ofFormula(
            String title, String text, String baseUrl, String method, String path, Header header) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(parameter(header.name(), ParameterPlace.HEADER, "string", header.description()));
        if (!BODILESS.contains(method)) {
            parameters.add(parameter("body", ParameterPlace.BODY, "object", "What the formula reads as trigger.args"));
        }
        ApiOperation operation =
                ApiOperation.of(Resource.ofFormula(method, path, title, List.copyOf(parameters)), new HashSet<>());
        return new ApiDescription(title, text, baseUrl, List.of(operation), Map.of());
    }

    /** A header that a call needs. */
    public record Header(String name, String description) {}

    private static Parameter parameter(String name, ParameterPlace place, String type, String description) {
        return new Parameter(
                0,
                name,
                name,
                place,
                place,
                Optional.of(type),
                Optional.empty(),
                ParameterSource.REQUEST,
                place == ParameterPlace.HEADER,
                Optional.empty(),
                Optional.of(description));
    }

    /** The documented resources of several elements; of two with the same method and path the first one is taken. */
    static ApiDescription of(Collection<Element> elements, String title, String text, String baseUrl) {
        return of(elements, List.of(), title, text, baseUrl);
    }

    static ApiDescription of(
            Collection<Element> elements, List<Resource> more, String title, String text, String baseUrl) {
        Set<String> calls = new HashSet<>();
        Set<String> ids = new HashSet<>();
        List<ApiOperation> operations = new ArrayList<>();
        Map<String, JsonNode> samples = new LinkedHashMap<>();
        for (Element element : elements) {
            element.samples().forEach(samples::putIfAbsent);
            for (Resource resource : element.resources()) {
                if (resource.type() == ResourceType.API && calls.add(resource.toString())) {
                    operations.add(ApiOperation.of(resource, ids));
                }
            }
        }
        for (Resource resource : more) {
            if (calls.add(resource.toString())) {
                operations.add(ApiOperation.of(resource, ids));
            }
        }
        return new ApiDescription(title, text, baseUrl, List.copyOf(operations), samples);
    }

    /**
     * The part that leads to one object.
     *
     * @param object its name; children in camel case: {@code channelsUsers}
     */
    public ApiDescription about(String object) {
        return new ApiDescription(
                title + ": " + object,
                text,
                baseUrl,
                operations.stream()
                        .filter(operation -> operation.object().equals(object))
                        .toList(),
                samples);
    }
}
