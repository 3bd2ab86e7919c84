package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.BadRequest;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.hub.CallOrigin;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Single executions: start, read, cancel, run again. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ExecutionResource {
    /** Steps that an execution is shown with; more are read page by page. */
    private static final int MOST_STEPS = 1_000;

    private final Callers callers;
    private final Subjects subjects;
    private final Executions executions;
    private final ExecutionHistory history;
    private final StepHistory steps;
    private final ValueLogging logging;
    private final NoticeRows notices;
    private final Cancellation cancellation;
    private final Reruns reruns;
    private final StepMarks marks;
    private final Clock clock;

    ExecutionResource(
            Callers callers,
            Subjects subjects,
            Executions executions,
            ExecutionHistory history,
            StepHistory steps,
            ValueLogging logging,
            NoticeRows notices,
            Cancellation cancellation,
            Reruns reruns,
            StepMarks marks,
            Clock clock) {
        this.callers = callers;
        this.subjects = subjects;
        this.executions = executions;
        this.history = history;
        this.steps = steps;
        this.logging = logging;
        this.notices = notices;
        this.cancellation = cancellation;
        this.reruns = reruns;
        this.marks = marks;
        this.clock = clock;
    }

    @POST
    @Path("formulas/{id}/instances/{instance}/executions")
    public ArrayNode startOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("instance") String instance,
            @HeaderParam(CallOrigin.HEADER) Optional<String> origin,
            byte[] body) {
        return start(authorization, Optional.of(Ids.parse(id, "formula")), instance, origin, body);
    }

    @POST
    @Path("formulas/instances/{instance}/executions")
    public ArrayNode start(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("instance") String instance,
            @HeaderParam(CallOrigin.HEADER) Optional<String> origin,
            byte[] body) {
        return start(authorization, Optional.empty(), instance, origin, body);
    }

    @GET
    @Path("formulas/instances/executions/{execution}")
    public Response read(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("execution") String execution) {
        return whole(find(callers.require(authorization), execution));
    }

    @GET
    @Path("formulas/instances/{instance}/executions/{execution}")
    public Response readOf(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("instance") String instance,
            @PathParam("execution") String execution) {
        Caller caller = callers.require(authorization);
        long id = Ids.parse(instance, "formula instance");
        StoredExecution found = find(caller, execution);
        if (found.formulaInstanceId() != id) {
            throw NotFound.withId("execution of formula instance " + id, execution);
        }
        return whole(found);
    }

    /** Cancels; the one change that there is. */
    @PATCH
    @Path("formulas/instances/executions/{execution}")
    public ObjectNode change(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("execution") String execution,
            byte[] body) {
        Caller caller = callers.require(authorization);
        StoredExecution found = find(caller, execution);
        JsonNode status = Json.tree(body, "request body").path("status");
        if (!status.asText().equalsIgnoreCase(ExecutionStatus.CANCELLED.wireName())
                && !status.asText().equalsIgnoreCase("canceled")) {
            throw new BadRequest("An execution can only be cancelled; send {\"status\": \"cancelled\"}");
        }
        return cancel(caller, found);
    }

    @DELETE
    @Path("formulas/instances/executions/{execution}")
    public ObjectNode delete(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("execution") String execution) {
        Caller caller = callers.require(authorization);
        return cancel(caller, find(caller, execution));
    }

    /** The same input once more, as a new execution, by what the formula does now. */
    @PUT
    @Path("formulas/instances/executions/{execution}/retries")
    public ObjectNode again(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("execution") String execution,
            @HeaderParam(CallOrigin.HEADER) Optional<String> origin) {
        StoredExecution found = find(callers.require(authorization), execution);
        int depth = SelfTriggering.depth(origin);
        return StoredExecution.of(
                        found.rerun().isPresent() ? reruns.again(found, depth) : executions.again(found, depth))
                .json();
    }

    /** The mails and posts that tell of it, and what became of them. */
    @GET
    @Path("formulas/instances/executions/{execution}/notices")
    public ArrayNode notices(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("execution") String execution) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        notices.of(find(callers.require(authorization), execution).id()).forEach(notice -> list.add(notice.json()));
        return list;
    }

    private ArrayNode start(
            Optional<String> authorization,
            Optional<Long> formula,
            String instance,
            Optional<String> origin,
            byte[] body) {
        Caller caller = callers.require(authorization);
        FormulaInstance found = subjects.require(caller, formula, Ids.parse(instance, "formula instance"));
        List<NewExecution> wanted = PostedTrigger.executions(
                found, PostedTrigger.read(body), SelfTriggering.depth(origin), clock.instant());
        ArrayNode started = Json.MAPPER.createArrayNode();
        executions
                .start(found, wanted)
                .forEach(execution -> started.add(StoredExecution.of(execution).json()));
        return started;
    }

    private ObjectNode cancel(Caller caller, StoredExecution execution) {
        cancellation.cancel(execution);
        return history.require(caller, execution.id()).json();
    }

    private Response whole(StoredExecution execution) {
        ValueView view = logging.view(execution);
        List<StepHistory.Item> found = steps.of(execution, -1, MOST_STEPS + 1);
        ObjectNode json = execution.json();
        ArrayNode list = json.putArray("stepExecutions");
        StepMarks.Marks said = marks.of(execution);
        found.stream().limit(MOST_STEPS).forEach(step -> list.add(said.on(StepReply.withValues(step, view), step)));
        Response.ResponseBuilder reply = Response.ok(json);
        if (found.size() > MOST_STEPS) {
            reply.header(
                    Headers.ERROR,
                    "Only the first " + MOST_STEPS + " steps are shown; GET /formulas/instances/executions/"
                            + execution.id() + "/steps has all, page by page");
        }
        return reply.build();
    }

    private StoredExecution find(Caller caller, String execution) {
        return history.require(caller, Ids.parse(execution, "execution"));
    }
}
