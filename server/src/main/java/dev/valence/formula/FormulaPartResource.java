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
    private static final String LIST = "formulas/{id}/{kind:configuration|triggers|steps}";
    private static final String ONE = LIST + "/{part}";

    private final Callers callers;
    private final Formulas formulas;
    private final SubFormulaLinks links;

    FormulaPartResource(Callers callers, Formulas formulas, SubFormulaLinks links) {
        this.callers = callers;
        this.formulas = formulas;
        this.links = links;
    }

    @GET
    @Path(LIST)
    public JsonNode list(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("kind") String kind) {
        return Part.of(kind).all(document(authorization, id));
    }

    @POST
    @Path(LIST)
    public Response add(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("kind") String kind,
            byte[] body) {
        Part part = Part.of(kind);
        Caller caller = callers.require(authorization);
        Formula after = formulas.change(caller, known(caller, id), before -> part.add(before, part.body(body)));
        return FormulaReply.of(part.last(after.version().document()), after.version(), links.warnings(after));
    }

    @GET
    @Path(ONE)
    public JsonNode read(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("kind") String kind,
            @PathParam("part") String part) {
        return Part.of(kind).require(document(authorization, id), part);
    }

    @PUT
    @Path(ONE)
    public Response replace(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("kind") String kind,
            @PathParam("part") String part,
            byte[] body) {
        return change(Part.of(kind), authorization, id, part, body, false);
    }

    @PATCH
    @Path(ONE)
    public Response change(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("kind") String kind,
            @PathParam("part") String part,
            byte[] body) {
        return change(Part.of(kind), authorization, id, part, body, true);
    }

    @DELETE
    @Path(ONE)
    public Response delete(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("kind") String kind,
            @PathParam("part") String part) {
        Caller caller = callers.require(authorization);
        formulas.change(caller, known(caller, id), before -> Part.of(kind).remove(before, part));
        return Response.ok().build();
    }

    private Response change(
            Part part, Optional<String> authorization, String id, String partId, byte[] body, boolean merge) {
        Caller caller = callers.require(authorization);
        Formula after = formulas.change(
                caller, known(caller, id), before -> part.replace(before, partId, part.body(body), merge));
        return FormulaReply.of(
                part.require(after.version().document(), partId), after.version(), links.warnings(after));
    }

    private JsonNode document(Optional<String> authorization, String id) {
        return formulas.require(callers.require(authorization), Ids.parse(id, "formula"))
                .version()
                .document();
    }

    /** The id of a formula that the caller has: what is not there comes before what is wrong with the body. */
    private long known(Caller caller, String id) {
        return formulas.require(caller, Ids.parse(id, "formula")).id();
    }
}
