package dev.valence.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.Mask;
import dev.valence.http.NotFound;
import dev.valence.http.Unauthorized;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.instance.SecretKeys;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;

/** The connect flow of the console: from the form to the provider's page, and what came of it. */
@Path("/console")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ConsoleConnections {
    /** Where a redirect ends that belongs to no flow of this browser. */
    static final String UNKNOWN = "unknown";

    private final Callers callers;
    private final Catalog catalog;
    private final Instances instances;
    private final Consents consents;
    private final Flows flows;
    private final Clock clock;

    ConsoleConnections(
            Callers callers, Catalog catalog, Instances instances, Consents consents, Flows flows, Clock clock) {
        this.callers = callers;
        this.catalog = catalog;
        this.instances = instances;
        this.consents = consents;
        this.flows = flows;
        this.clock = clock;
    }

    /** Begins a flow. */
    @POST
    @Path("connections")
    public Response begin(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        JsonNode json = object(body);
        FieldFaults faults = new FieldFaults();
        Optional<Instance> target = target(caller, json);
        String key = target.map(Instance::elementKey)
                .or(() -> faults.text("elementKey", json.path("elementKey")))
                .orElseThrow(() -> new BadRequest("The member elementKey is missing"));
        ConnectForm form = ConnectForm.EMPTY.with(json, faults);
        return begin(new Consents.Wish(caller, catalog.require(key), form, target, session(authorization)), faults);
    }

    /** Begins again with what was typed before, and what the request changes of it. */
    @POST
    @Path("connections/{id}/retry")
    public Response retry(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Caller caller = callers.require(authorization);
        Flow flow = find(caller, id);
        FieldFaults faults = new FieldFaults();
        ConnectForm form = flow.form().with(body.length == 0 ? Json.MAPPER.createObjectNode() : object(body), faults);
        Optional<Instance> target = flow.targetInstance().map(instance -> instances.require(caller, instance));
        return begin(
                new Consents.Wish(caller, catalog.require(flow.elementKey()), form, target, session(authorization)),
                faults);
    }

    /** How far a flow is, with the form it began with; secrets are masked. */
    @GET
    @Path("connections/{id}")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Caller caller = callers.require(authorization);
        if (id.equals(UNKNOWN)) {
            ObjectNode json = Json.MAPPER.createObjectNode().put("id", UNKNOWN).put("status", "failed");
            json.set("problem", Json.MAPPER.valueToTree(Problem.STATE));
            return json;
        }
        return view(find(caller, id));
    }

    private Response begin(Consents.Wish wish, FieldFaults faults) {
        consents.check(wish, faults);
        faults.throwIfAny();
        Consents.Begun begun = consents.begin(wish);
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", begun.id());
        begun.authorizationUrl().ifPresent(url -> json.put("authorizationUrl", url));
        return Response.status(Response.Status.CREATED).entity(json).build();
    }

    private ObjectNode view(Flow flow) {
        Element element = catalog.require(flow.elementKey());
        ConnectForm form = flow.form();
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", flow.id())
                .put("status", flow.statusAt(clock.instant()))
                .put("elementKey", flow.elementKey())
                .put("elementName", element.name())
                .put("name", form.name().orElse(""));
        form.apiKey().ifPresent(key -> json.put("apiKey", key));
        form.apiSecret().ifPresent(secret -> json.put("apiSecret", Mask.TEXT));
        json.put("keep", form.keep());
        ArrayNode tags = json.putArray("tags");
        form.tags().ifPresent(list -> list.forEach(tags::add));
        json.put("scope", form.scope().orElse(""));
        ObjectNode configuration = json.putObject("configuration");
        form.configuration()
                .forEach((key, value) -> configuration.put(key, SecretKeys.isSecret(element, key) ? Mask.TEXT : value));
        if (flow.statusAt(clock.instant()).equals("waiting")) {
            form.authorizationUrl().ifPresent(url -> json.put("authorizationUrl", url));
        }
        flow.targetInstance().ifPresent(id -> json.put("reauthenticates", id));
        flow.instanceId().ifPresent(id -> json.put("instanceId", id));
        consents.problem(flow)
                .map(problem -> flow.targetInstance().isPresent() ? problem.ofExisting() : problem)
                .ifPresent(problem -> json.set("problem", Json.MAPPER.valueToTree(problem)));
        return json;
    }

    private Flow find(Caller caller, String id) {
        return flows.find(caller.userId(), Ids.parse(id, "connection"))
                .orElseThrow(() -> NotFound.withId("connection", id));
    }

    private Optional<Instance> target(Caller caller, JsonNode json) {
        JsonNode id = json.path("instanceId");
        return id.isMissingNode() || id.isNull()
                ? Optional.empty()
                : Optional.of(instances.require(caller, Ids.parse(id.asText(), "instance")));
    }

    /** The redirect comes without any header of ours: only the session's cookie can show that it is the same browser. */
    private static String session(Optional<String> authorization) {
        return Authorization.parse(authorization)
                .session()
                .orElseThrow(() -> new Unauthorized("This flow goes through a browser and needs the console's session;"
                        + " with secrets use /elements/{key}/oauth/url and POST /instances"));
    }

    private static JsonNode object(byte[] body) {
        JsonNode json = Json.tree(body, "request body");
        if (!json.isObject()) {
            throw new BadRequest("The request body must be a JSON object");
        }
        return json;
    }
}
