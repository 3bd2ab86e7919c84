package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.Formula;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.Formulas;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;

/** The API document of a formula that answers calls, as OpenAPI 3.1. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class FormulaDocumentResource {
    private final Callers callers;
    private final FormulaInstances instances;
    private final Formulas formulas;

    FormulaDocumentResource(Callers callers, FormulaInstances instances, Formulas formulas) {
        this.callers = callers;
        this.instances = instances;
        this.formulas = formulas;
    }

    @GET
    @Path("formulas/instances/{instance}/docs")
    public ObjectNode read(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("instance") String instance) {
        Caller caller = callers.require(authorization);
        long id = Ids.parse(instance, "formula instance");
        long formulaId =
                instances.require(caller, Optional.empty(), id).formula().id();
        return formulas.find(formulaId)
                .filter(formula -> formula.address().isPresent())
                .map(formula -> document(formula, id))
                .orElseThrow(() -> new NotFound("The formula " + formulaId
                        + " answers no calls; give it uri and method, and a trigger of the type manual"));
    }

    private static ObjectNode document(Formula formula, long instance) {
        String uri = formula.address().orElseThrow().uri();
        String method = formula.address().orElseThrow().method();
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
        ObjectNode info =
                document.putObject("info").put("title", formula.name()).put("version", "api-v2");
        formula.description().ifPresent(text -> info.put("description", text));
        document.putArray("servers").addObject().put("url", "/elements/api-v2");
        document.putArray("security").addObject().putArray("authorization");
        ObjectNode operation = document.putObject("paths").putObject(uri).putObject(method.toLowerCase(Locale.ROOT));
        operation.put("operationId", "runFormula" + formula.id()).put("summary", formula.name());
        ObjectNode header = operation.putArray("parameters").addObject();
        header.put("name", Headers.FORMULA_INSTANCE_ID).put("in", "header").put("required", true);
        header.putObject("schema").put("type", "string").put("default", Long.toString(instance));
        if (!method.equals("GET") && !method.equals("DELETE")) {
            json(operation.putObject("requestBody"));
        }
        ObjectNode responses = operation.putObject("responses");
        json(responses.putObject("200").put("description", "What the last step gives, or its member result"));
        responses.putObject("500").put("description", "The formula failed; the message names the step");
        responses.putObject("504").put("description", "It takes longer than callers wait, and goes on");
        document.putObject("components")
                .putObject("securitySchemes")
                .putObject("authorization")
                .put("type", "apiKey")
                .put("name", "Authorization")
                .put("in", "header")
                .put("description", "User <secret>, Organization <secret>");
        return document;
    }

    private static void json(ObjectNode holder) {
        holder.putObject("content").putObject("application/json").putObject("schema");
    }
}
