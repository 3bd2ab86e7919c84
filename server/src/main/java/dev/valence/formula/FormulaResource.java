package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.http.StorableText;
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

/** Formulas as whole documents: make or import, list, read or export, change, delete, clone. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class FormulaResource {
    private final Callers callers;
    private final Formulas formulas;
    private final FormulaTemplates templates;
    private final SubFormulaLinks links;

    FormulaResource(Callers callers, Formulas formulas, FormulaTemplates templates, SubFormulaLinks links) {
        this.callers = callers;
        this.formulas = formulas;
        this.templates = templates;
        this.links = links;
    }

    /** Makes a formula, or takes over an exported one; ids in it mean nothing, but for those of sub-formulas. */
    @POST
    @Path("formulas")
    public Response create(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        ObjectNode given = links.relinked(caller, FormulaReader.body(body));
        Formula made = formulas.create(caller, FormulaReader.read(given));
        return FormulaReply.of(made, links.warnings(caller, given));
    }

    @GET
    @Path("formulas")
    public Response list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        Page page = Page.of(uri.getQueryParameters());
        String search = search(uri);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        List<Formula> found = formulas.list(caller, search, page.offset(), page.size());
        found.forEach(formula -> rows.add(formula.json()));
        return page.reply(rows, found.size(), formulas.count(caller, search));
    }

    @GET
    @Path("formulas/{id}")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return find(authorization, id).json();
    }

    /** The same as {@link #read} with the names of sub-formulas, to be kept as a file. */
    @GET
    @Path("formulas/{id}/export")
    public Response export(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Formula formula = find(authorization, id);
        return Response.ok(links.exported(formula))
                .header("Content-Disposition", "attachment; filename=\"formula-" + formula.id() + ".json\"")
                .build();
    }

    /** What a formula did at some time: its form now, with the parts that it had then. */
    @GET
    @Path("formulas/{id}/versions/{version}")
    public ObjectNode version(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("version") String version) {
        Formula formula = find(authorization, id);
        return formulas.version(Ids.parse(version, "version"))
                .filter(found -> found.formulaId() == formula.id())
                .map(formula::at)
                .orElseThrow(() -> NotFound.withId("version of formula " + formula.id(), version));
    }

    @PUT
    @Path("formulas/{id}")
    public Response replace(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Caller caller = callers.require(authorization);
        long number = Ids.parse(id, "formula");
        formulas.require(caller, number);
        ObjectNode given = FormulaReader.body(body);
        return reply(formulas.change(caller, number, before -> given));
    }

    /** Changes the members that are given; lists of parts are replaced whole, and a null takes a member away. */
    @PATCH
    @Path("formulas/{id}")
    public Response change(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Caller caller = callers.require(authorization);
        long number = Ids.parse(id, "formula");
        formulas.require(caller, number);
        ObjectNode given = FormulaReader.body(body);
        return reply(formulas.change(caller, number, before -> before.setAll(given)));
    }

    @DELETE
    @Path("formulas/{id}")
    public Response delete(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        formulas.delete(callers.require(authorization), Ids.parse(id, "formula"));
        return Response.ok().build();
    }

    /** A copy that belongs to the caller, without the address, which only one can have. */
    @POST
    @Path("formulas/{id}/clone")
    public Response copy(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Caller caller = callers.require(authorization);
        Formula original = formulas.require(caller, Ids.parse(id, "formula"));
        ObjectNode copy = original.json();
        copy.remove(List.of("uri", "method"));
        copy.put("name", copyName(original.name()));
        if (body.length > 0) {
            Optional.ofNullable(FormulaReader.body(body).get("name")).ifPresent(name -> copy.set("name", name));
        }
        return reply(formulas.create(caller, FormulaReader.read(copy)));
    }

    /** Formulas to begin with; each one's document is taken by {@code POST /formulas}. */
    @GET
    @Path("formulas/templates")
    public ArrayNode templates(@HeaderParam("Authorization") Optional<String> authorization) {
        callers.require(authorization);
        return templates.list();
    }

    @GET
    @Path("formulas/templates/{key}")
    public ObjectNode template(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("key") String key) {
        callers.require(authorization);
        return templates.require(key);
    }

    private Response reply(Formula formula) {
        return FormulaReply.of(formula, links.warnings(formula));
    }

    private static String copyName(String name) {
        String end = " (copy)";
        return name.substring(0, Math.min(name.length(), FormulaReader.LONGEST_NAME - end.length())) + end;
    }

    private Formula find(Optional<String> authorization, String id) {
        return formulas.require(callers.require(authorization), Ids.parse(id, "formula"));
    }

    static String search(UriInfo uri) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst("searchText"))
                .map(text -> StorableText.require(text, "searchText"))
                .orElse("");
    }
}
