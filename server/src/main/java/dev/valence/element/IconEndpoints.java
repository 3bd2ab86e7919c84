package dev.valence.element;

import dev.valence.http.NotFound;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Pictures of elements; open, because pages show them before anybody is logged in. */
@Path("/console")
@Singleton
@RunOnVirtualThread
public final class IconEndpoints {
    private final Catalog catalog;

    public IconEndpoints(Catalog catalog) {
        this.catalog = catalog;
    }

    /** An SVG that may draw and do nothing else, also when somebody opens it by itself. */
    @GET
    @Path("elements/{keyOrId}/icon.svg")
    public Response icon(@PathParam("keyOrId") String keyOrId) {
        Element element = catalog.require(keyOrId);
        byte[] svg = ElementFiles.icon(element)
                .orElseThrow(() -> new NotFound("The element " + element.key() + " has no icon"));
        return Response.ok(svg, "image/svg+xml")
                .header("Cache-Control", "public, max-age=3600")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .build();
    }
}
