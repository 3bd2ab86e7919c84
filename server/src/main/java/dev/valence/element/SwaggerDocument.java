package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Headers;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes an API description as Swagger 2.0. */
public final class SwaggerDocument {
    private static final String DEFINITIONS = "#/definitions/";

    private final ApiDescription api;
    private final ApiDefinitions definitions = new ApiDefinitions(DEFINITIONS);
    private final ApiBodies bodies;

    private SwaggerDocument(ApiDescription api) {
        this.api = api;
        this.bodies = new ApiBodies(api, definitions);
    }

    /** The document; the result is the caller's own. */
    public static ObjectNode of(ApiDescription api) {
        return new SwaggerDocument(api).document();
    }

    /** The document with what each reference leads to in its place. */
    public static JsonNode resolved(ApiDescription api) {
        ObjectNode document = of(api);
        return ApiReferences.resolve(document, document);
    }

    /**
     * The definitions that one operation uses, by name; absent when there is no such operation.
     *
     * @param resolve puts what references lead to in their place
     */
    public static Optional<JsonNode> definitions(ApiDescription api, String operationId, boolean resolve) {
        return api.operations().stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .map(operation -> {
                    ApiDefinitions definitions = new ApiDefinitions(DEFINITIONS);
                    ApiBodies bodies = new ApiBodies(api, definitions);
                    bodies.request(operation.resource());
                    bodies.response(operation.resource());
                    ObjectNode document = JsonNodeFactory.instance.objectNode();
                    ObjectNode named = document.putObject("definitions");
                    named.setAll(definitions.byName());
                    return resolve ? ApiReferences.resolve(named, document) : named;
                });
    }

    private ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("swagger", "2.0");
        document.putObject("info")
                .put("title", api.title())
                .put("description", api.text())
                .put("version", "api-v2");
        URI base = URI.create(api.baseUrl());
        document.put("host", base.getRawAuthority())
                .put("basePath", base.getRawPath().isEmpty() ? "/" : base.getRawPath());
        document.putArray("schemes").add(base.getScheme());
        document.putArray("consumes").add("application/json");
        document.putArray("produces").add("application/json");
        document.putArray("security").addObject().putArray("authorization");
        tags(document.putArray("tags"));
        ObjectNode paths = document.putObject("paths");
        for (ApiOperation operation : api.operations()) {
            Resource resource = operation.resource();
            paths.withObjectProperty(resource.path())
                    .set(resource.method().toLowerCase(Locale.ROOT), operation(operation));
        }
        document.putObject("securityDefinitions")
                .putObject("authorization")
                .put("type", "apiKey")
                .put("name", "Authorization")
                .put("in", "header")
                .put("description", "User <secret>, Organization <secret>, Element <token>");
        document.putObject("definitions").setAll(definitions.byName());
        return document;
    }

    private void tags(ArrayNode tags) {
        Set<String> names = new LinkedHashSet<>();
        api.operations().forEach(operation -> names.add(tag(operation)));
        names.forEach(name -> tags.addObject().put("name", name));
    }

    /** The first segment of the path. */
    static String tag(ApiOperation operation) {
        return PathTemplate.segments(operation.resource().path()).getFirst();
    }

    private ObjectNode operation(ApiOperation operation) {
        Resource resource = operation.resource();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("operationId", operation.id());
        json.put("summary", resource.description().orElse(resource.toString()));
        json.putArray("tags").add(tag(operation));
        if (!resource.json()) {
            json.putArray("produces").add(resource.contentType());
        }
        ArrayNode parameters = json.putArray("parameters");
        for (ApiParameter parameter : ApiParameter.of(resource)) {
            ObjectNode entry = parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("in", parameter.in())
                    .put("description", parameter.description())
                    .put("required", parameter.required());
            entry.setAll(ApiParameter.schema(parameter.dataType()));
        }
        body(json, resource, parameters);
        ObjectNode responses = json.putObject("responses");
        success(responses.putObject("200").put("description", "Done"), operation);
        responses.putObject("default").put("description", "Refused or failed").set("schema", bodies.error());
        return json;
    }

    /** Swagger 2.0 cannot offer a JSON body and a form for one operation; the JSON body is the one told of. */
    private void body(ObjectNode json, Resource resource, ArrayNode parameters) {
        Optional<ObjectNode> request = bodies.request(resource);
        if (request.isPresent()) {
            parameters
                    .addObject()
                    .put("name", "body")
                    .put("in", "body")
                    .put("required", true)
                    .set("schema", request.get());
            return;
        }
        Set<String> consumes = new LinkedHashSet<>();
        for (Parameter parameter : resource.parameters()) {
            boolean multipart = parameter.type() == ParameterPlace.MULTIPART;
            if (multipart || parameter.type() == ParameterPlace.FORM) {
                boolean file = parameter.dataType().orElse("").equals("file");
                consumes.add(multipart || file ? "multipart/form-data" : "application/x-www-form-urlencoded");
                parameters
                        .addObject()
                        .put("name", parameter.name())
                        .put("in", "formData")
                        .put("required", parameter.required())
                        .put("description", parameter.description().orElse(""))
                        .put("type", file ? "file" : "string");
            }
        }
        if (!consumes.isEmpty()) {
            consumes.forEach(json.putArray("consumes")::add);
        }
    }

    private void success(ObjectNode success, ApiOperation operation) {
        Resource resource = operation.resource();
        if (!resource.json()) {
            success.putObject("schema").put("type", "file");
            return;
        }
        bodies.response(resource).ifPresent(schema -> success.set("schema", schema));
        bodies.sample(operation)
                .ifPresent(sample -> success.putObject("examples").set("application/json", sample));
        if (resource.list()) {
            success.putObject("headers")
                    .putObject(Headers.NEXT_PAGE_TOKEN)
                    .put("type", "string")
                    .put("description", "Present when more rows follow; send it as nextPage");
        }
    }
}
