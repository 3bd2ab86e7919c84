package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Tries a transformation out on an object that is sent along; nobody else is asked. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class TransformationTrial {
    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final Definitions definitions;
    private final Transformations transformations;
    private final ScriptedMapping scripted;

    TransformationTrial(
            Callers callers,
            Instances instances,
            Catalog catalog,
            Definitions definitions,
            Transformations transformations,
            ScriptedMapping scripted) {
        this.scripted = scripted;
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.definitions = definitions;
        this.transformations = transformations;
    }

    private record Subject(Scope scope, Element element) {}

    /**
     * Maps {@code payload}: from the provider's words into the application's, and the other way with a {@code method} that
     * writes. The transformation is that of {@code instanceId}, or of the caller's account for {@code elementId}; one that is
     * sent as {@code transformation} is tried without being stored. When a script fails, the header {@code Elements-Error} says why.
     */
    @POST
    @Path("transformations/{name}/execute")
    public Response execute(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("name") String name, byte[] body) {
        Caller caller = callers.require(authorization);
        JsonNode request = Json.tree(body, "request body");
        if (!request.path("payload").isObject() && !request.path("payload").isArray()) {
            throw new BadRequest("Send the object to be mapped as payload");
        }
        Subject subject = subject(caller, request);
        String method = method(request.path("method"));
        ObjectMapping mapping = mapping(subject, name, request).of(method);
        boolean writes = !method.equals("GET");
        JsonNode payload = request.path("payload");
        ScriptedMapping.Mapped mapped = scripted.map(
                mapping,
                "account " + caller.accountId(),
                "trial of user " + caller.userId(),
                JsonValues.each(Json.bytes(payload)),
                !writes);
        Response.ResponseBuilder reply = Response.ok(
                payload.isArray() ? mapped.array() : mapped.objects().getFirst());
        mapped.failure()
                .ifPresent(failed -> reply.header(
                        Headers.ERROR,
                        "script" + (failed.line() > 0 ? " line " + failed.line() : "") + ": "
                                + failed.reason().replaceAll("[^ -~]", " ")));
        return reply.build();
    }

    private static String method(JsonNode sent) {
        String method = sent.asText("GET").toUpperCase(Locale.ROOT);
        if (!CallMethods.ALL.contains(method)) {
            throw new BadRequest("There is no method " + sent + "; send one of "
                    + String.join(", ", new TreeSet<>(CallMethods.ALL)) + ", or none for GET");
        }
        return method;
    }

    private ObjectMapping mapping(Subject subject, String name, JsonNode request) {
        JsonNode json = request.path("transformation");
        if (json.isMissingNode() || json.isNull()) {
            return transformations
                    .mapping(subject.scope(), subject.element(), name)
                    .orElseThrow(() -> Transformations.missing(subject.scope(), name));
        }
        TransformationShape.require(name, json);
        JsonNode definition = Optional.<JsonNode>ofNullable(
                        definitions.inForce(subject.scope()).get(name))
                .orElse(Json.MAPPER.createObjectNode());
        String script = json.path("script").path("body").asText();
        return TransformationReader.mapping(
                name, json, Transformations.types(definition), script.isBlank() ? List.of() : List.of(script));
    }

    private Subject subject(Caller caller, JsonNode request) {
        String id = request.path("instanceId").asText("");
        if (!id.isEmpty()) {
            Instance instance = instances.require(caller, Ids.parse(id, "instance"));
            return new Subject(
                    Scope.instance(instance.organizationId(), instance.accountId(), instance.id()),
                    catalog.require(instance.elementKey()));
        }
        String element = request.path("elementId").asText("");
        if (element.isEmpty()) {
            throw new BadRequest("Send instanceId, or elementId with an element's key or id");
        }
        return new Subject(Scope.account(caller.organizationId(), caller.accountId()), catalog.require(element));
    }
}
