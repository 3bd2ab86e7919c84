package dev.valence.element;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.http.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Reads about hubs as categories; calls through a hub do not come here. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class HubEndpoints {
    private final HubCategories hubs;
    private final Catalog catalog;

    public HubEndpoints(HubCategories hubs, Catalog catalog) {
        this.hubs = hubs;
        this.catalog = catalog;
    }

    @GET
    @Path("hubs")
    public Response list(
            @QueryParam("pageSize") Optional<String> pageSize, @QueryParam("nextPage") Optional<String> nextPage) {
        return ElementEndpoints.page(
                List.copyOf(hubs.all()), Page.of(Optional.empty(), pageSize, nextPage), HubCategory::json);
    }

    @GET
    @Path("hubs/keys")
    public Response keys(
            @QueryParam("pageSize") Optional<String> pageSize, @QueryParam("nextPage") Optional<String> nextPage) {
        return ElementEndpoints.page(
                List.copyOf(hubs.all()),
                Page.of(Optional.empty(), pageSize, nextPage),
                hub -> TextNode.valueOf(hub.key()));
    }

    @GET
    @Path("hubs/{key}")
    public Response hub(@PathParam("key") String key) {
        return JsonReply.of(hubs.require(key).json().put("active", true));
    }

    @GET
    @Path("hubs/{key}/elements")
    public Response elements(
            @PathParam("key") String key,
            @QueryParam("pageSize") Optional<String> pageSize,
            @QueryParam("nextPage") Optional<String> nextPage) {
        HubCategory hub = hubs.require(key);
        List<Element> elements = catalog.elements().stream()
                .filter(element -> element.hub().equals(hub.key()))
                .toList();
        return ElementEndpoints.page(elements, Page.of(Optional.empty(), pageSize, nextPage), ElementView::summary);
    }
}
