package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Ids;
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
import java.util.Optional;

/** The variables, the trigger and the steps of a formula one by one. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class FormulaPartResource {
    private final Callers callers;
    private final Formulas formulas;

    FormulaPartResource(Callers callers, Formulas formulas) {
        this.callers = callers;
        this.formulas = formulas;
    }

    @GET
    @Path("formulas/{id}/configuration")
    public JsonNode variables(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return Part.CONFIGURATION.all(document(authorization, id));
    }

    @POST
    @Path("formulas/{id}/configuration")
    public Response addVariable(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        return add(Part.CONFIGURATION, authorization, id, body);
    }

    @GET
    @Path("formulas/{id}/configuration/{variable}")
    public JsonNode variable(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("variable") String part) {
        return Part.CONFIGURATION.require(document(authorization, id), part);
    }

    @PUT
    @Path("formulas/{id}/configuration/{variable}")
    public Response replaceVariable(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("variable") String part,
            byte[] body) {
        return change(Part.CONFIGURATION, authorization, id, part, body, false);
    }

    @PATCH
    @Path("formulas/{id}/configuration/{variable}")
    public Response changeVariable(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("variable") String part,
            byte[] body) {
        return change(Part.CONFIGURATION, authorization, id, part, body, true);
    }

    @DELETE
    @Path("formulas/{id}/configuration/{variable}")
    public Response deleteVariable(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("variable") String part) {
        return delete(Part.CONFIGURATION, authorization, id, part);
    }

    @GET
    @Path("formulas/{id}/triggers")
    public JsonNode triggers(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return Part.TRIGGERS.all(document(authorization, id));
    }

    @POST
    @Path("formulas/{id}/triggers")
    public Response addTrigger(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        return add(Part.TRIGGERS, authorization, id, body);
    }

    @GET
    @Path("formulas/{id}/triggers/{trigger}")
    public JsonNode trigger(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("trigger") String part) {
        return Part.TRIGGERS.require(document(authorization, id), part);
    }

    @PUT
    @Path("formulas/{id}/triggers/{trigger}")
    public Response replaceTrigger(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("trigger") String part,
            byte[] body) {
        return change(Part.TRIGGERS, authorization, id, part, body, false);
    }

    @PATCH
    @Path("formulas/{id}/triggers/{trigger}")
    public Response changeTrigger(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("trigger") String part,
            byte[] body) {
        return change(Part.TRIGGERS, authorization, id, part, body, true);
    }

    @DELETE
    @Path("formulas/{id}/triggers/{trigger}")
    public Response deleteTrigger(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("trigger") String part) {
        return delete(Part.TRIGGERS, authorization, id, part);
    }

    @GET
    @Path("formulas/{id}/steps")
    public JsonNode steps(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return Part.STEPS.all(document(authorization, id));
    }

    @POST
    @Path("formulas/{id}/steps")
    public Response addStep(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        return add(Part.STEPS, authorization, id, body);
    }

    @GET
    @Path("formulas/{id}/steps/{step}")
    public JsonNode step(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("step") String part) {
        return Part.STEPS.require(document(authorization, id), part);
    }

    @PUT
    @Path("formulas/{id}/steps/{step}")
    public Response replaceStep(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("step") String part,
            byte[] body) {
        return change(Part.STEPS, authorization, id, part, body, false);
    }

    @PATCH
    @Path("formulas/{id}/steps/{step}")
    public Response changeStep(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("step") String part,
            byte[] body) {
        return change(Part.STEPS, authorization, id, part, body, true);
    }

    @DELETE
    @Path("formulas/{id}/steps/{step}")
    public Response deleteStep(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("step") String part) {
        return delete(Part.STEPS, authorization, id, part);
    }

    private JsonNode document(Optional<String> authorization, String id) {
        return formulas.require(callers.require(authorization), Ids.parse(id, "formula"))
                .version()
                .document();
    }

    private Response add(Part part, Optional<String> authorization, String id, byte[] body) {
        Formula after = formulas.change(
                caller(authorization), known(authorization, id), before -> part.add(before, part.body(body)));
        return FormulaReply.of(part.last(after.version().document()), FormulaWarnings.of(after.version()));
    }

    private Response change(
            Part part, Optional<String> authorization, String id, String partId, byte[] body, boolean merge) {
        Formula after = formulas.change(
                caller(authorization),
                known(authorization, id),
                before -> part.replace(before, partId, part.body(body), merge));
        return FormulaReply.of(part.require(after.version().document(), partId), FormulaWarnings.of(after.version()));
    }

    private Response delete(Part part, Optional<String> authorization, String id, String partId) {
        formulas.change(caller(authorization), known(authorization, id), before -> part.remove(before, partId));
        return Response.ok().build();
    }

    /** The id of a formula that the caller has: what is not there comes before what is wrong with the body. */
    private long known(Optional<String> authorization, String id) {
        return formulas.require(caller(authorization), Ids.parse(id, "formula")).id();
    }

    private Caller caller(Optional<String> authorization) {
        return callers.require(authorization);
    }
}
