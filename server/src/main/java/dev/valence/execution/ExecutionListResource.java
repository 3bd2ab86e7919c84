package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.Formulas;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** Executions of an instance, of a formula, of a job, and all, newest first. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ExecutionListResource {
    private final Callers callers;
    private final Formulas formulas;
    private final FormulaInstances instances;
    private final ExecutionHistory history;

    ExecutionListResource(Callers callers, Formulas formulas, FormulaInstances instances, ExecutionHistory history) {
        this.callers = callers;
        this.formulas = formulas;
        this.instances = instances;
        this.history = history;
    }

    @GET
    @Path("formulas/executions")
    public Response all(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return page(new ExecutionHistory.Scope.All(callers.require(authorization)), uri);
    }

    @GET
    @Path("formulas/{id}/executions")
    public Response ofFormula(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        long formula = formulas.require(caller, Ids.parse(id, "formula")).id();
        return page(new ExecutionHistory.Scope.OfFormula(caller, formula), uri);
    }

    @GET
    @Path("formulas/{id}/instances/{instance}/executions")
    public Response ofFormulasInstance(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance,
            @Context UriInfo uri) {
        return ofInstance(authorization, Optional.of(Ids.parse(id, "formula")), instance, uri);
    }

    @GET
    @Path("formulas/instances/{instance}/executions")
    public Response ofInstance(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("instance") String instance,
            @Context UriInfo uri) {
        return ofInstance(authorization, Optional.empty(), instance, uri);
    }

    /** A job has the id of the formula instance that it runs. */
    @GET
    @Path("jobs/{id}/executions")
    public Response ofJob(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @Context UriInfo uri) {
        try {
            return ofInstance(authorization, Optional.empty(), id, uri);
        } catch (NotFound e) {
            throw NotFound.withId("job", id);
        }
    }

    private Response ofInstance(Optional<String> authorization, Optional<Long> formula, String instance, UriInfo uri) {
        Caller caller = callers.require(authorization);
        long id = instances
                .require(caller, formula, Ids.parse(instance, "formula instance"))
                .id();
        return page(new ExecutionHistory.Scope.OfInstance(id), uri);
    }

    private Response page(ExecutionHistory.Scope scope, UriInfo uri) {
        int size = Page.size(uri.getQueryParameters(), Page.CAP);
        ExecutionFilter filter = ExecutionFilter.of(uri.getQueryParameters());
        List<StoredExecution> found = history.list(scope, filter, size + 1);
        List<StoredExecution> shown = found.subList(0, Math.min(size, found.size()));
        ArrayNode rows = Json.MAPPER.createArrayNode();
        shown.forEach(execution -> rows.add(execution.json()));
        Response.ResponseBuilder reply = Response.ok(rows).header(Headers.RETURNED_COUNT, shown.size());
        history.count(scope, filter).ifPresent(total -> reply.header(Headers.TOTAL_COUNT, total));
        if (found.size() > size) {
            reply.header(Headers.NEXT_PAGE_TOKEN, shown.getLast().id());
        }
        return reply.build();
    }
}
