package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Headers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes an API description as OpenAPI 3.1. */
public final class OpenApiDocument {
    private final ApiDescription api;
    private final ApiDefinitions definitions = new ApiDefinitions("#/components/schemas/");
    private final ApiBodies bodies;

    private OpenApiDocument(ApiDescription api) {
        this.api = api;
        this.bodies = new ApiBodies(api, definitions);
    }

    /** The document; the result is the caller's own. */
    public static ObjectNode of(ApiDescription api) {
        return new OpenApiDocument(api).document();
    }

    /** The document with what each reference leads to in its place. */
    public static JsonNode resolved(ApiDescription api) {
        ObjectNode document = of(api);
        return ApiReferences.resolve(document, document);
    }

    private ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", api.title())
                .put("description", api.text())
                .put("version", "api-v2");
        document.putArray("servers").addObject().put("url", api.baseUrl());
        document.putArray("security").addObject().putArray("authorization");
        Set<String> tags = new LinkedHashSet<>();
        api.operations().forEach(operation -> tags.add(SwaggerDocument.tag(operation)));
        ArrayNode tagList = document.putArray("tags");
        tags.forEach(tag -> tagList.addObject().put("name", tag));
        ObjectNode paths = document.putObject("paths");
        for (ApiOperation operation : api.operations()) {
            Resource resource = operation.resource();
            paths.withObjectProperty(resource.path())
                    .set(resource.method().toLowerCase(Locale.ROOT), operation(operation));
        }
        ObjectNode components = document.putObject("components");
        components.putObject("schemas").setAll(definitions.byName());
        components
                .putObject("securitySchemes")
                .putObject("authorization")
                .put("type", "apiKey")
                .put("name", "Authorization")
                .put("in", "header")
                .put("description", "User <secret>, Organization <secret>, Element <token>");
        return document;
    }

    private ObjectNode operation(ApiOperation operation) {
        Resource resource = operation.resource();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("operationId", operation.id());
        json.put("summary", resource.description().orElse(resource.toString()));
        json.putArray("tags").add(SwaggerDocument.tag(operation));
        ArrayNode parameters = json.putArray("parameters");
        for (ApiParameter parameter : ApiParameter.of(resource)) {
            parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("in", parameter.in())
                    .put("description", parameter.description())
                    .put("required", parameter.required())
                    .set("schema", ApiParameter.schema(parameter.dataType()));
        }
        body(json, resource);
        ObjectNode responses = json.putObject("responses");
        success(responses.putObject("200").put("description", "Done"), operation);
        ObjectNode failure = responses.putObject("default").put("description", "Refused or failed");
        failure.putObject("content").putObject("application/json").set("schema", bodies.error());
        return json;
    }

    private void body(ObjectNode json, Resource resource) {
        Optional<ObjectNode> request = bodies.request(resource);
        List<Parameter> parts = resource.parameters().stream()
                .filter(p -> p.type() == ParameterPlace.MULTIPART || p.type() == ParameterPlace.FORM)
                .toList();
        if (request.isEmpty() && parts.isEmpty()) {
            return;
        }
        ObjectNode content = json.putObject("requestBody").put("required", true).putObject("content");
        request.ifPresent(schema -> content.putObject("application/json").set("schema", schema));
        if (!parts.isEmpty()) {
            boolean multipart = parts.stream()
                    .anyMatch(p ->
                            p.type() == ParameterPlace.MULTIPART || p.dataType().equals(Optional.of("file")));
            String type = multipart ? "multipart/form-data" : "application/x-www-form-urlencoded";
            content.putObject(type).set("schema", form(parts, request));
        }
    }

    /** A form has the members of the JSON body, when there is one, and its own parts. */
    private static ObjectNode form(List<Parameter> parts, Optional<ObjectNode> request) {
        ObjectNode form = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = form.putObject("properties");
        for (Parameter part : parts) {
            boolean file = part.dataType().orElse("").equals("file");
            properties.set(
                    part.name(),
                    ApiParameter.schema(file ? "binary" : part.dataType().orElse("string")));
        }
        List<String> required =
                parts.stream().filter(Parameter::required).map(Parameter::name).toList();
        if (!required.isEmpty()) {
            required.forEach(form.putArray("required")::add);
        }
        if (request.isEmpty()) {
            return form;
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.putArray("allOf").add(request.get().deepCopy()).add(form);
        return both;
    }

    private void success(ObjectNode success, ApiOperation operation) {
        Resource resource = operation.resource();
        if (!resource.json()) {
            success.putObject("content").putObject(resource.contentType()).set("schema", ApiParameter.schema("binary"));
            return;
        }
        bodies.response(resource).ifPresent(schema -> {
            ObjectNode content = success.putObject("content").putObject("application/json");
            content.set("schema", schema);
            bodies.sample(operation).ifPresent(sample -> content.set("example", sample));
        });
        if (resource.list()) {
            ObjectNode header = success.putObject("headers").putObject(Headers.NEXT_PAGE_TOKEN);
            header.put("description", "Present when more rows follow; send it as nextPage");
            header.putObject("schema").put("type", "string");
        }
    }
}
