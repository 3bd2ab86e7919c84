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

/** API documents of elements: Swagger 2.0, or OpenAPI 3.1 on request. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class DocumentEndpoints {
    private final Catalog catalog;
    private final DocumentReply documents;

    public DocumentEndpoints(Catalog catalog, DocumentReply documents) {
        this.catalog = catalog;
        this.documents = documents;
    }

    /** The document of an element's resources. */
    @GET
    @Path("elements/{keyOrId}/docs")
    public Response element(
            @PathParam("keyOrId") String keyOrId,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        Element element = catalog.require(keyOrId);
        return DocumentReply.of(
                ApiDescription.of(element, element.name(), documents.baseUrl(uri)), format, accept, resolve);
    }

    /** The definitions of one operation. */
    @GET
    @Path("elements/{keyOrId}/docs/{operationId}/definitions")
    public Response definitions(
            @PathParam("keyOrId") String keyOrId,
            @PathParam("operationId") String operationId,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @Context UriInfo uri) {
        Element element = catalog.require(keyOrId);
        return JsonReply.of(SwaggerDocument.definitions(
                        ApiDescription.of(element, element.name(), documents.baseUrl(uri)), operationId, resolve)
                .orElseThrow(() -> NotFound.withId("operation", operationId)));
    }
}
