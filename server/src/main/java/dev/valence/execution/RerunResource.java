package dev.valence.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Conflict;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.Page;
import dev.valence.http.StorableText;
import dev.valence.hub.CallOrigin;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.function.Function;

/** Executions run again from one of their steps, and what that step found. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class RerunResource {
    /** As people write JSON. */
    private static final ObjectWriter LAID_OUT = Json.MAPPER.writer(new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private final Callers callers;
    private final ExecutionHistory history;
    private final StepHistory steps;
    private final ValueLogging logging;
    private final Reruns reruns;

    RerunResource(Callers callers, ExecutionHistory history, StepHistory steps, ValueLogging logging, Reruns reruns) {
        this.callers = callers;
        this.history = history;
        this.steps = steps;
        this.logging = logging;
        this.reruns = reruns;
    }

    /** Whoever may start the formula instance may do this too, dry or not. */
    @POST
    @Path("formulas/instances/executions/{execution}/reruns")
    public ObjectNode start(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("execution") String execution,
            @HeaderParam(CallOrigin.HEADER) Optional<String> origin,
            byte[] body) {
        StoredExecution found = find(callers.require(authorization), execution);
        RerunWish wish = RerunWish.read(body);
        return StoredExecution.of(reruns.start(found, wish, SelfTriggering.depth(origin)))
                .json();
    }

    /**
     * What a step found: the trigger, and the values of the steps before. Those that are too long to be shown are named in
     * {@code omitted}. With {@code form=text} each value is its JSON as text, for those whose numbers would lose digits.
     */
    @GET
    @Path("formulas/instances/executions/{execution}/context")
    public ObjectNode context(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("execution") String execution,
            @Context UriInfo uri) {
        StoredExecution found = find(callers.require(authorization), execution);
        String step = Page.text(uri.getQueryParameters(), "step")
                .map(text -> StorableText.require(text, "step"))
                .orElse(Rerun.TRIGGER);
        int pass = Page.text(uri.getQueryParameters(), "pass")
                .map(text -> (int) Math.min(Integer.MAX_VALUE, Math.max(1, Ids.parse(text, "pass"))))
                .orElse(1);
        Function<JsonNode, JsonNode> form = form(uri);
        if (!logging.on(found)) {
            throw new Conflict("The values of execution " + found.id()
                    + " are not shown, because debugLoggingEnabled of its formula instance is false");
        }
        ObjectNode json = Json.MAPPER.createObjectNode().put("step", step).put("pass", pass);
        ObjectNode values = Json.MAPPER.createObjectNode();
        ArrayNode omitted = Json.MAPPER.createArrayNode();
        steps.before(found, reruns.placeOf(found, step, pass)).forEach(item -> {
            if (item.value().isEmpty()) {
                omitted.add(item.name());
            } else if (item.sequence() == 0) {
                json.set("trigger", form.apply(item.value().get()));
            } else {
                values.set(item.name(), form.apply(item.value().get()));
            }
        });
        json.set("steps", values);
        json.set("omitted", omitted);
        return json;
    }

    private static Function<JsonNode, JsonNode> form(UriInfo uri) {
        String form = Page.text(uri.getQueryParameters(), "form").orElse("json");
        return switch (form) {
            case "json" -> value -> value;
            case "text" -> value -> TextNode.valueOf(text(value));
            default -> throw new BadRequest("form must be json or text, not '" + form + "'");
        };
    }

    private static String text(JsonNode value) {
        try {
            return LAID_OUT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can be written", e);
        }
    }

    private StoredExecution find(Caller caller, String execution) {
        return history.require(caller, Ids.parse(execution, "execution"));
    }
}
