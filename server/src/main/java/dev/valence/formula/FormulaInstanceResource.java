package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
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

/** Instances of formulas: make, list, read, change, delete, switch. Each has a path below its formula and one without it. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class FormulaInstanceResource {
    private final Callers callers;
    private final Formulas formulas;
    private final FormulaInstances instances;
    private final InstanceChanges changes;

    FormulaInstanceResource(Callers callers, Formulas formulas, FormulaInstances instances, InstanceChanges changes) {
        this.callers = callers;
        this.formulas = formulas;
        this.instances = instances;
        this.changes = changes;
    }

    @POST
    @Path("formulas/{id}/instances")
    public Response create(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Caller caller = callers.require(authorization);
        return reply(changes.create(
                caller, formulas.require(caller, Ids.parse(id, "formula")).id(), body));
    }

    @GET
    @Path("formulas/{id}/instances")
    public Response listOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        long formula = formulas.require(caller, Ids.parse(id, "formula")).id();
        return page(caller, Optional.of(formula), uri);
    }

    @GET
    @Path("formulas/instances")
    public Response list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return page(callers.require(authorization), Optional.empty(), uri);
    }

    @GET
    @Path("accounts/formulas/instances")
    public Response listOfAccount(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return page(callers.require(authorization), Optional.empty(), uri);
    }

    @GET
    @Path("accounts/{account}/formulas/instances")
    public Response listOfAccount(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("account") String account,
            @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        if (Ids.parse(account, "account") != caller.accountId()) {
            throw NotFound.withId("account", account);
        }
        return page(caller, Optional.empty(), uri);
    }

    @GET
    @Path("formulas/{id}/instances/{instance}")
    public ObjectNode readOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance) {
        return of(authorization, id, instance).json();
    }

    @GET
    @Path("formulas/instances/{instance}")
    public ObjectNode read(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("instance") String instance) {
        return any(authorization, instance).json();
    }

    @PUT
    @Path("formulas/{id}/instances/{instance}")
    public Response replaceOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance,
            byte[] body) {
        return change(authorization, of(authorization, id, instance), InstanceWish.read(body), false);
    }

    @PUT
    @Path("formulas/instances/{instance}")
    public Response replace(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("instance") String instance,
            byte[] body) {
        return change(authorization, any(authorization, instance), InstanceWish.read(body), false);
    }

    @PATCH
    @Path("formulas/{id}/instances/{instance}")
    public Response changeOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance,
            byte[] body) {
        return change(authorization, of(authorization, id, instance), InstanceWish.read(body), true);
    }

    @PATCH
    @Path("formulas/instances/{instance}")
    public Response change(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("instance") String instance,
            byte[] body) {
        return change(authorization, any(authorization, instance), InstanceWish.read(body), true);
    }

    @DELETE
    @Path("formulas/{id}/instances/{instance}")
    public Response deleteOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance) {
        return delete(of(authorization, id, instance));
    }

    @DELETE
    @Path("formulas/instances/{instance}")
    public Response delete(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("instance") String instance) {
        return delete(any(authorization, instance));
    }

    @PUT
    @Path("formulas/{id}/instances/{instance}/active")
    public Response activateOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance) {
        return change(authorization, of(authorization, id, instance), InstanceWish.ofActive(true), true);
    }

    @PUT
    @Path("formulas/instances/{instance}/active")
    public Response activate(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("instance") String instance) {
        return change(authorization, any(authorization, instance), InstanceWish.ofActive(true), true);
    }

    @DELETE
    @Path("formulas/{id}/instances/{instance}/active")
    public Response deactivateOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance) {
        return change(authorization, of(authorization, id, instance), InstanceWish.ofActive(false), true);
    }

    @DELETE
    @Path("formulas/instances/{instance}/active")
    public Response deactivate(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("instance") String instance) {
        return change(authorization, any(authorization, instance), InstanceWish.ofActive(false), true);
    }

    private Response change(Optional<String> authorization, FormulaInstance known, InstanceWish wish, boolean merge) {
        return reply(changes.change(callers.require(authorization), known.id(), wish, merge));
    }

    private Response delete(FormulaInstance instance) {
        changes.delete(instance);
        return Response.ok().build();
    }

    private Response reply(FormulaInstance instance) {
        return FormulaReply.of(
                instance.json(), changes.warning(instance).stream().toList());
    }

    private Response page(Caller caller, Optional<Long> formula, UriInfo uri) {
        Page page = Page.of(uri.getQueryParameters());
        FormulaInstances.Filter filter = new FormulaInstances.Filter(formula, FormulaResource.search(uri), false);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        List<FormulaInstance> found = instances.list(caller, filter, page.offset(), page.size());
        found.forEach(instance -> rows.add(instance.json()));
        return page.reply(rows, found.size(), instances.count(caller, filter));
    }

    private FormulaInstance any(Optional<String> authorization, String instance) {
        return instances.require(
                callers.require(authorization), Optional.empty(), Ids.parse(instance, "formula instance"));
    }

    private FormulaInstance of(Optional<String> authorization, String formula, String instance) {
        return instances.require(
                callers.require(authorization),
                Optional.of(Ids.parse(formula, "formula")),
                Ids.parse(instance, "formula instance"));
    }
}
