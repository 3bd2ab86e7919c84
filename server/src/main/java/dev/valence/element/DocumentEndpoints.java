package dev.valence.element;

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
import java.util.Optional;

/** API documents of elements: Swagger 2.0, or OpenAPI 3.1 on request. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class DocumentEndpoints {
    private final Catalog catalog;
    private final CallersObjects own;
    private final DocumentReply documents;

    public DocumentEndpoints(Catalog catalog, CallersObjects own, DocumentReply documents) {
        this.catalog = catalog;
        this.own = own;
        this.documents = documents;
    }

    /** The document of an element's resources, and of the caller's own objects when it is asked for with credentials. */
    @GET
    @Path("elements/{keyOrId}/docs")
    public Response element(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("keyOrId") String keyOrId,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        return DocumentReply.of(describe(authorization, keyOrId, uri), format, accept, resolve);
    }

    /** The definitions of one operation. */
    @GET
    @Path("elements/{keyOrId}/docs/{operationId}/definitions")
    public Response definitions(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("keyOrId") String keyOrId,
            @PathParam("operationId") String operationId,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @Context UriInfo uri) {
        return JsonReply.of(SwaggerDocument.definitions(describe(authorization, keyOrId, uri), operationId, resolve)
                .orElseThrow(() -> NotFound.withId("operation", operationId)));
    }

    private ApiDescription describe(Optional<String> authorization, String keyOrId, UriInfo uri) {
        Element element = catalog.require(keyOrId);
        return ApiDescription.of(
                element, own.documented(authorization, element), element.name(), documents.baseUrl(uri));
    }
}
