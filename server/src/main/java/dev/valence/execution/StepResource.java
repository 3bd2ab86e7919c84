package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.Function;

/** What executions did step by step: steps, values, errors. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class StepResource {
    private final Callers callers;
    private final ExecutionHistory history;
    private final StepHistory steps;
    private final ValueLogging logging;
    private final StepMarks marks;

    StepResource(Callers callers, ExecutionHistory history, StepHistory steps, ValueLogging logging, StepMarks marks) {
        this.callers = callers;
        this.history = history;
        this.steps = steps;
        this.logging = logging;
        this.marks = marks;
    }

    /** In the order they ran; with {@code includeValues=true} each with its values. */
    @GET
    @Path("formulas/instances/executions/{execution}/steps")
    public Response list(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("execution") String execution,
            @Context UriInfo uri) {
        StoredExecution found = find(callers.require(authorization), execution);
        boolean values = Page.text(uri.getQueryParameters(), "includeValues")
                .map(Boolean::parseBoolean)
                .orElse(false);
        ValueView view = logging.view(found);
        StepMarks.Marks said = marks.of(found);
        return page(
                uri,
                (after, most) -> steps.of(found, after, most),
                step -> said.on(values ? StepReply.withValues(step, view) : StepReply.of(step), step));
    }

    /** Steps that failed, each with its error. */
    @GET
    @Path("formulas/instances/executions/{execution}/errors")
    public Response errors(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("execution") String execution,
            @Context UriInfo uri) {
        StoredExecution found = find(callers.require(authorization), execution);
        ValueView errors = ValueView.ofErrors();
        return page(uri, (after, most) -> steps.errors(found, after, most), step -> StepReply.withValues(step, errors));
    }

    private interface Rows {
        List<StepHistory.Item> after(int sequence, int most);
    }

    /** The page that is asked for; its token is the place of its last step. */
    private static Response page(UriInfo uri, Rows rows, Function<StepHistory.Item, ObjectNode> form) {
        int size = Page.size(uri.getQueryParameters(), Page.CAP);
        int after = Page.text(uri.getQueryParameters(), "nextPage")
                .map(text -> (int) Math.min(Integer.MAX_VALUE, Ids.parse(text, "nextPage")))
                .orElse(-1);
        List<StepHistory.Item> found = rows.after(after, size + 1);
        List<StepHistory.Item> shown = found.subList(0, Math.min(size, found.size()));
        ArrayNode list = Json.MAPPER.createArrayNode();
        shown.forEach(step -> list.add(form.apply(step)));
        Response.ResponseBuilder reply = Response.ok(list).header(Headers.RETURNED_COUNT, shown.size());
        if (found.size() > size) {
            reply.header(Headers.NEXT_PAGE_TOKEN, shown.getLast().sequence());
        }
        return reply.build();
    }

    @GET
    @Path("formulas/instances/executions/steps/{step}/values")
    public ArrayNode values(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("step") String step) {
        return values(callers.require(authorization), step, Optional.empty());
    }

    @GET
    @Path("formulas/instances/executions/{execution}/steps/{step}/values")
    public ArrayNode valuesOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("execution") String execution,
            @PathParam("step") String step) {
        return values(callers.require(authorization), step, Optional.of(Ids.parse(execution, "execution")));
    }

    @GET
    @Path("formulas/instances/executions/steps/{step}")
    public ObjectNode read(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("step") String step) {
        Caller caller = callers.require(authorization);
        StepHistory.Item found = step(step);
        StoredExecution execution = ofStep(caller, found);
        return marks.of(execution).on(StepReply.withValues(found, logging.view(execution)), found);
    }

    private ArrayNode values(Caller caller, String step, Optional<Long> execution) {
        StepHistory.Item found = step(step);
        if (execution.isPresent() && execution.get() != found.executionId()) {
            throw NotFound.withId("step execution", step);
        }
        return StepReply.values(found, logging.view(ofStep(caller, found)));
    }

    private StepHistory.Item step(String step) {
        return steps.find(Ids.parse(step, "step execution")).orElseThrow(() -> NotFound.withId("step execution", step));
    }

    /** Whoever may not see the execution must not learn that the step is there. */
    private StoredExecution ofStep(Caller caller, StepHistory.Item step) {
        try {
            return history.require(caller, step.executionId());
        } catch (NotFound e) {
            throw NotFound.withId("step execution", step.id());
        }
    }

    private StoredExecution find(Caller caller, String execution) {
        return history.require(caller, Ids.parse(execution, "execution"));
    }
}
