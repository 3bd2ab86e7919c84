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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What runs by a schedule: the instances of formulas with such a trigger, each one a job with the id of the instance. The list has
 * the active ones; ending a job deactivates its instance, or deletes it when it was made for the job.
 */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class JobResource {
    private final Callers callers;
    private final Formulas formulas;
    private final FormulaInstances instances;
    private final InstanceChanges changes;
    private final Clock clock;

    JobResource(Callers callers, Formulas formulas, FormulaInstances instances, InstanceChanges changes, Clock clock) {
        this.callers = callers;
        this.formulas = formulas;
        this.instances = instances;
        this.changes = changes;
        this.clock = clock;
    }

    @GET
    @Path("jobs")
    public Response list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        Page page = Page.of(uri.getQueryParameters());
        FormulaInstances.Filter filter =
                new FormulaInstances.Filter(Optional.empty(), FormulaResource.search(uri), true);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        List<FormulaInstance> found = instances.list(caller, filter, page.offset(), page.size());
        found.forEach(instance -> rows.add(json(instance)));
        return page.reply(rows, found.size(), instances.count(caller, filter));
    }

    /** A job of its own: a formula of one step and an instance of it, which show among the others. */
    @POST
    @Path("jobs")
    public Response create(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        FormulaInstance made = changes.create(caller, JobDraft.read(body));
        return FormulaReply.of(json(made), changes.warning(made).stream().toList());
    }

    @GET
    @Path("jobs/{id}")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return json(find(callers.require(authorization), id));
    }

    /** The instance of the formula stays, inactive; what was made for the job goes with it. */
    @DELETE
    @Path("jobs/{id}")
    public Response delete(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Caller caller = callers.require(authorization);
        changes.endJob(caller, find(caller, id));
        return Response.ok().build();
    }

    @PUT
    @Path("jobs/{id}/active")
    public ObjectNode activate(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return json(set(authorization, id, true));
    }

    @DELETE
    @Path("jobs/{id}/active")
    public ObjectNode deactivate(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return json(set(authorization, id, false));
    }

    private FormulaInstance set(Optional<String> authorization, String id, boolean active) {
        Caller caller = callers.require(authorization);
        return changes.change(caller, find(caller, id).id(), InstanceWish.ofActive(active), true);
    }

    private FormulaInstance find(Caller caller, String id) {
        FormulaInstance instance;
        try {
            instance = instances.require(caller, Optional.empty(), Ids.parse(id, "job"));
        } catch (NotFound e) {
            throw NotFound.withId("job", id);
        }
        if (cron(instance).isEmpty()) {
            throw NotFound.withId("job", id);
        }
        return instance;
    }

    private ObjectNode json(FormulaInstance instance) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", instance.id());
        json.put("name", instance.job() ? instance.name() : instance.formula().name() + ": " + instance.name());
        json.put("description", description(instance));
        json.put("active", instance.running());
        json.put(
                "createdDate",
                instance.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
        cron(instance).ifPresent(cron -> {
            json.put("cron", cron);
            Cron.parse(cron)
                    .next(clock.instant())
                    .filter(next -> instance.running())
                    .ifPresent(next -> json.put("nextExecutionDate", next.toString()));
        });
        return json;
    }

    /** Clients find the formula and the instance of a job by the words at the end; what was said of the job comes first. */
    private String description(FormulaInstance instance) {
        Optional<String> own = instance.job()
                ? formulas.find(instance.formula().id()).flatMap(Formula::description)
                : Optional.empty();
        String place = "formula " + instance.formula().id() + ", instance " + instance.id();
        return own.map(text -> text + " (" + place + ")").orElse("Runs the formula by its schedule: " + place);
    }

    private static Optional<String> cron(FormulaInstance instance) {
        return instance.binding()
                .filter(binding -> binding.type() == TriggerType.SCHEDULED)
                .flatMap(Binding::cron);
    }
}
