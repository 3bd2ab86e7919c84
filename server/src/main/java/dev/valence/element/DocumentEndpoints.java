package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** API documents of elements and hubs: Swagger 2.0, or OpenAPI 3.1 on request. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class DocumentEndpoints {
    private static final String OPENAPI = "application/vnd.oai.openapi+json";

    private final Catalog catalog;
    private final Optional<String> publicUrl;

    public DocumentEndpoints(Catalog catalog, @ConfigProperty(name = "valence.public-url") Optional<String> publicUrl) {
        this.catalog = catalog;
        this.publicUrl = publicUrl;
    }

    /** The document of an element's resources. */
    @GET
    @Path("/elements/{keyOrId}/docs")
    public Response element(
            @PathParam("keyOrId") String keyOrId,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        Element element = catalog.require(keyOrId);
        return reply(ApiDescription.of(element, element.name(), baseUrl(uri)), format, accept, resolve);
    }

    /** The definitions of one operation. */
    @GET
    @Path("/elements/{keyOrId}/docs/{operationId}/definitions")
    public Response definitions(
            @PathParam("keyOrId") String keyOrId,
            @PathParam("operationId") String operationId,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @Context UriInfo uri) {
        Element element = catalog.require(keyOrId);
        return JsonReply.of(SwaggerDocument.definitions(
                        ApiDescription.of(element, element.name(), baseUrl(uri)), operationId, resolve)
                .orElseThrow(() -> NotFound.withId("operation", operationId)));
    }

    /** The document of a hub: the resources of all its elements, or of one. */
    @GET
    @Path("/docs/{name}")
    public Response hub(
            @PathParam("name") String name,
            @QueryParam("elementKey") @DefaultValue("") String elementKey,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        List<Element> elements = catalog.elements().stream()
                .filter(element -> element.hub().equals(name))
                .filter(element -> elementKey.isEmpty() || element.key().equals(elementKey))
                .toList();
        if (elements.isEmpty()) {
            throw new NotFound("No documents found with name " + name + "; use the key of a hub that has elements");
        }
        return reply(
                ApiDescription.of(elements, name, "The resources of the hub " + name, baseUrl(uri)),
                format,
                accept,
                resolve);
    }

    /**
     * The reply with a document, for every endpoint that has one.
     *
     * @param format {@code openapi} for OpenAPI 3.1
     * @param accept the header; {@code application/vnd.oai.openapi+json} asks for OpenAPI 3.1 too
     */
    public static Response reply(ApiDescription api, String format, String accept, boolean resolve) {
        if (format.equalsIgnoreCase("openapi") || accept.contains(OPENAPI)) {
            JsonNode document = resolve ? OpenApiDocument.resolved(api) : OpenApiDocument.of(api);
            return Response.ok(Json.bytes(document), accept.contains(OPENAPI) ? OPENAPI : JsonReply.TYPE)
                    .build();
        }
        return JsonReply.of(resolve ? SwaggerDocument.resolved(api) : SwaggerDocument.of(api));
    }

    private String baseUrl(UriInfo uri) {
        String root = publicUrl.orElseGet(() -> uri.getBaseUri().toString());
        return root.replaceAll("/+$", "") + "/elements/api-v2";
    }
}
