package dev.valence.instance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.AuditLog;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.element.ObjectFields;
import dev.valence.http.ArrayParameter;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.http.StorableText;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** Element instances by id: create, read, list, change, delete, switch. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class InstanceResource {
    private final Callers callers;
    private final Instances instances;
    private final Provisioning provisioning;
    private final Catalog catalog;
    private final AuditLog audit;

    public InstanceResource(
            Callers callers, Instances instances, Provisioning provisioning, Catalog catalog, AuditLog audit) {
        this.callers = callers;
        this.instances = instances;
        this.provisioning = provisioning;
        this.catalog = catalog;
        this.audit = audit;
    }

    @POST
    @Path("instances")
    public ObjectNode create(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = caller(authorization);
        InstanceRequest request = InstanceRequest.read(body);
        return reply(Optional.empty(), provisioning.create(caller, Optional.empty(), request), request);
    }

    @POST
    @Path("elements/{element}/instances")
    public ObjectNode createOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("element") String element,
            byte[] body) {
        Caller caller = caller(authorization);
        catalog.require(element);
        InstanceRequest request = InstanceRequest.read(body);
        return reply(Optional.empty(), provisioning.create(caller, Optional.of(element), request), request);
    }

    @GET
    @Path("instances")
    public Response list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        Authorization credentials = Authorization.parse(authorization);
        Caller caller = callers.require(credentials);
        if (credentials.element().isPresent() || credentials.instance().isPresent()) {
            return Response.ok(reply(ofToken(caller, credentials))).build();
        }
        return page(caller, Optional.empty(), uri);
    }

    @GET
    @Path("elements/{element}/instances")
    public Response listOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("element") String element,
            @Context UriInfo uri) {
        Caller caller = caller(authorization);
        return page(caller, Optional.of(catalog.require(element).id()), uri);
    }

    @GET
    @Path("accounts/instances")
    public Response listOfAccount(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return page(caller(authorization), Optional.empty(), uri);
    }

    @GET
    @Path("accounts/{account}/instances")
    public Response listOfAccount(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("account") String account,
            @Context UriInfo uri) {
        Caller caller = caller(authorization);
        if (Ids.parse(account, "account") != caller.accountId()) {
            throw NotFound.withId("account", account);
        }
        return page(caller, Optional.empty(), uri);
    }

    @GET
    @Path("instances/{id}")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return reply(find(authorization, id));
    }

    @PUT
    @Path("instances/{id}")
    public ObjectNode replace(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        return change(authorization, id, body);
    }

    @PATCH
    @Path("instances/{id}")
    public ObjectNode change(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Instance known = find(authorization, id);
        InstanceRequest request = InstanceRequest.read(body);
        return reply(Optional.of(known), provisioning.update(caller(authorization), known.id(), request), request);
    }

    @GET
    @Path("elements/{element}/instances/{id}")
    public ObjectNode readOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("element") String element,
            @PathParam("id") String id) {
        return reply(findOf(authorization, element, id));
    }

    @PUT
    @Path("elements/{element}/instances/{id}")
    public ObjectNode replaceOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("element") String element,
            @PathParam("id") String id,
            byte[] body) {
        findOf(authorization, element, id);
        return change(authorization, id, body);
    }

    @PATCH
    @Path("elements/{element}/instances/{id}")
    public ObjectNode changeOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("element") String element,
            @PathParam("id") String id,
            byte[] body) {
        return replaceOf(authorization, element, id, body);
    }

    @DELETE
    @Path("elements/{element}/instances/{id}")
    public Response deleteOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("element") String element,
            @PathParam("id") String id) {
        findOf(authorization, element, id);
        return delete(authorization, id);
    }

    @DELETE
    @Path("instances/{id}")
    public Response delete(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        provisioning.delete(find(authorization, id));
        return Response.ok().build();
    }

    @PUT
    @Path("instances/{id}/enabled")
    public ObjectNode enable(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return disabled(authorization, id, false);
    }

    @DELETE
    @Path("instances/{id}/enabled")
    public ObjectNode disable(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return disabled(authorization, id, true);
    }

    @PUT
    @Path("instances/{id}/traceLogging")
    public ObjectNode startTrace(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return trace(authorization, id, true);
    }

    @DELETE
    @Path("instances/{id}/traceLogging")
    public ObjectNode stopTrace(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return trace(authorization, id, false);
    }

    /** Makes a new element token; the reply is the only place where the new one is announced. */
    @PUT
    @Path("instances/{id}/token")
    public ObjectNode regenerateToken(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Instance instance = find(authorization, id);
        Caller caller = caller(authorization);
        instances.regenerateToken(
                instance,
                handle -> audit.append(
                        handle,
                        caller.organizationId(),
                        "user " + caller.userId(),
                        "token regenerated",
                        "instance " + instance.id(),
                        Json.MAPPER.createObjectNode()));
        return read(authorization, id);
    }

    private ObjectNode disabled(Optional<String> authorization, String id, boolean disabled) {
        instances.setDisabled(find(authorization, id), disabled);
        return read(authorization, id);
    }

    private ObjectNode trace(Optional<String> authorization, String id, boolean on) {
        instances.setTraceLogging(find(authorization, id), on);
        return read(authorization, id);
    }

    private Response page(Caller caller, Optional<Long> element, UriInfo uri) {
        Page page = Page.of(uri.getQueryParameters());
        Instances.Filter filter = new Instances.Filter(
                Optional.ofNullable(uri.getQueryParameters().getFirst("searchText"))
                        .filter(text -> !text.isEmpty())
                        .map(text -> StorableText.require(text, "searchText")),
                ArrayParameter.values(uri.getQueryParameters(), "tags").stream()
                        .map(tag -> StorableText.require(tag, "tags"))
                        .toList(),
                element);
        int total = instances.count(caller, filter);
        if (total == 0) {
            throw new NotFound("No instances found");
        }
        boolean brief = "false".equals(uri.getQueryParameters().getFirst("hydrate"));
        ArrayNode rows = Json.MAPPER.createArrayNode();
        List<Instance> found = instances.list(caller, filter, page.offset(), page.size());
        for (Instance instance : found) {
            Element known = catalog.require(instance.elementKey());
            rows.add(brief ? InstanceReply.brief(instance, known) : InstanceReply.full(instance, known));
        }
        return page.reply(rows, found.size(), total);
    }

    private Instance ofToken(Caller caller, Authorization credentials) {
        return CurrentInstance.of(instances, caller, credentials);
    }

    private Instance find(Optional<String> authorization, String id) {
        return instances.require(caller(authorization), Ids.parse(id, "instance"));
    }

    private Instance findOf(Optional<String> authorization, String element, String id) {
        Instance instance = find(authorization, id);
        if (catalog.require(element).id() != instance.elementId()) {
            throw NotFound.withId("instance of " + element, id);
        }
        return instance;
    }

    private Caller caller(Optional<String> authorization) {
        return callers.require(authorization);
    }

    private ObjectNode reply(Instance instance) {
        return InstanceReply.full(instance, catalog.require(instance.elementKey()));
    }

    /** The reply to a change; it is the only one that shows a secret that was made by it. */
    private ObjectNode reply(Optional<Instance> before, Instance after, InstanceRequest request) {
        Element element = catalog.require(after.elementKey());
        ObjectNode json = InstanceReply.full(after, element);
        InstanceReply.madeSecret(before, after)
                .ifPresent(secret -> json.withObjectProperty("configuration").put(SecretKeys.WEBHOOK_SECRET, secret));
        if (request.objects()) {
            json.set("objects", ObjectFields.describedNames(element));
        }
        return json;
    }
}
