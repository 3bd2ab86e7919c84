package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads of the catalog; they need no credentials. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class ElementEndpoints {
    private final Catalog catalog;

    public ElementEndpoints(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The active elements, without their resources. */
    @GET
    @Path("elements")
    public Response list(
            @QueryParam("where") @DefaultValue("") String where,
            @QueryParam("abridged") @DefaultValue("false") boolean abridged,
            @QueryParam("pageSize") Optional<String> pageSize,
            @QueryParam("nextPage") Optional<String> nextPage) {
        CatalogFilter filter = CatalogFilter.parse(where);
        List<Element> elements = catalog.elements().stream()
                .filter(element -> element.json().path("active").asBoolean())
                .filter(filter.matches())
                .toList();
        Function<Element, JsonNode> form = abridged || filter.abridged() ? ElementView::abridged : ElementView::summary;
        return page(elements, Page.of(Optional.empty(), pageSize, nextPage), form);
    }

    @GET
    @Path("elements/keys")
    public Response keys(
            @QueryParam("pageSize") Optional<String> pageSize, @QueryParam("nextPage") Optional<String> nextPage) {
        return page(
                List.copyOf(catalog.elements()),
                Page.of(Optional.empty(), pageSize, nextPage),
                element -> TextNode.valueOf(element.key()));
    }

    @GET
    @Path("elements/{keyOrId}")
    public Response element(@PathParam("keyOrId") String keyOrId) {
        return JsonReply.of(ElementView.full(catalog.require(keyOrId)));
    }

    @GET
    @Path("elements/{keyOrId}/export")
    public Response export(@PathParam("keyOrId") String keyOrId) {
        Element element = catalog.require(keyOrId);
        return JsonReply.builder(ElementView.full(element))
                .header("Content-Disposition", "attachment; filename=\"" + element.key() + ".json\"")
                .build();
    }

    @GET
    @Path("elements/{keyOrId}/configuration")
    public Response configuration(@PathParam("keyOrId") String keyOrId) {
        return JsonReply.of(ElementView.configuration(catalog.require(keyOrId)));
    }

    @GET
    @Path("elements/{keyOrId}/configuration/{key}")
    public Response configurationEntry(@PathParam("keyOrId") String keyOrId, @PathParam("key") String key) {
        return JsonReply.of(ElementView.configuration(catalog.require(keyOrId))
                .valueStream()
                .filter(entry -> entry.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow(() -> NotFound.withId("configuration", key)));
    }

    @GET
    @Path("elements/{keyOrId}/parameters")
    public Response parameters(@PathParam("keyOrId") String keyOrId) {
        return part(keyOrId, "parameters");
    }

    @GET
    @Path("elements/{keyOrId}/resources")
    public Response resources(@PathParam("keyOrId") String keyOrId) {
        return part(keyOrId, "resources");
    }

    @GET
    @Path("elements/{keyOrId}/resources/{id}")
    public Response resource(@PathParam("keyOrId") String keyOrId, @PathParam("id") String id) {
        return JsonReply.of(resourceJson(keyOrId, id));
    }

    @GET
    @Path("elements/{keyOrId}/resources/{id}/parameters")
    public Response resourceParameters(@PathParam("keyOrId") String keyOrId, @PathParam("id") String id) {
        return JsonReply.of(resourceJson(keyOrId, id).path("parameters"));
    }

    @GET
    @Path("elements/{keyOrId}/resources/{id}/hooks")
    public Response resourceHooks(@PathParam("keyOrId") String keyOrId, @PathParam("id") String id) {
        return JsonReply.of(resourceJson(keyOrId, id).path("hooks"));
    }

    @GET
    @Path("elements/{keyOrId}/hooks")
    public Response hooks(@PathParam("keyOrId") String keyOrId) {
        return part(keyOrId, "hooks");
    }

    @GET
    @Path("elements/{keyOrId}/objects")
    public Response objects(@PathParam("keyOrId") String keyOrId) {
        return part(keyOrId, "objects");
    }

    /** The canonical objects and what of the vendor's they stand for; the caller's own are not among them. */
    @GET
    @Path("elements/{keyOrId}/transformations")
    public Response transformations(@PathParam("keyOrId") String keyOrId) {
        return part(keyOrId, "defaultTransformations");
    }

    @GET
    @Path("elements/{keyOrId}/metadata")
    public Response metadata(@PathParam("keyOrId") String keyOrId) {
        return JsonReply.of(ElementView.metadata(catalog.require(keyOrId)));
    }

    @GET
    @Path("elements/{keyOrId}/models")
    public Response models(@PathParam("keyOrId") String keyOrId) {
        return JsonReply.of(ElementView.models(catalog.require(keyOrId)));
    }

    private Response part(String keyOrId, String member) {
        return JsonReply.of(catalog.require(keyOrId).json().path(member));
    }

    private JsonNode resourceJson(String keyOrId, String id) {
        return catalog.require(keyOrId)
                .json()
                .path("resources")
                .valueStream()
                .filter(resource -> resource.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> NotFound.withId("resource", id));
    }

    static <T> Response page(List<T> all, Page page, Function<T, ? extends JsonNode> form) {
        List<JsonNode> rows = page.cut(all).stream().<JsonNode>map(form).toList();
        return page.reply(rows, rows.size(), all.size());
    }
}
