package dev.valence.execution;

import dev.valence.element.ApiDescription;
import dev.valence.element.DocumentReply;
import dev.valence.formula.ApiAddress;
import dev.valence.formula.Formula;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.Formulas;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.NotFound;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The API document of a formula that answers calls, in the forms that those of elements have. */
@Path("/elements/api-v2")
@RunOnVirtualThread
@Singleton
public final class FormulaDocumentResource {
    private final Callers callers;
    private final FormulaInstances instances;
    private final Formulas formulas;
    private final DocumentReply documents;

    FormulaDocumentResource(Callers callers, FormulaInstances instances, Formulas formulas, DocumentReply documents) {
        this.callers = callers;
        this.instances = instances;
        this.formulas = formulas;
        this.documents = documents;
    }

    @GET
    @Path("formulas/instances/{instance}/docs")
    public Response read(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("instance") String instance,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        long id = Ids.parse(instance, "formula instance");
        long formulaId =
                instances.require(caller, Optional.empty(), id).formula().id();
        return formulas.find(formulaId)
                .flatMap(formula ->
                        formula.address().map(address -> describe(formula, address, id, documents.baseUrl(uri))))
                .map(api -> DocumentReply.of(api, format, accept, resolve))
                .orElseThrow(() -> new NotFound("The formula " + formulaId
                        + " answers no calls; give it uri and method, and a trigger of the type manual"));
    }

    private static ApiDescription describe(Formula formula, ApiAddress address, long instance, String baseUrl) {
        return ApiDescription.ofFormula(
                formula.name(),
                formula.description().map(text -> text + " ").orElse("")
                        + "The reply is what the last step gives, or its member result. 500: the formula failed, and the"
                        + " message names the step. 504: it takes longer than callers wait, and goes on.",
                baseUrl,
                address.method(),
                address.uri(),
                new ApiDescription.Header(Headers.FORMULA_INSTANCE_ID, "Whose configuration counts; here " + instance));
    }
}
