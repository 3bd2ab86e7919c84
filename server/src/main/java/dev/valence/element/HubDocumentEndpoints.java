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
import java.util.List;
import java.util.Optional;

/** API documents of hubs. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class HubDocumentEndpoints {
    private final Catalog catalog;
    private final CallersObjects own;
    private final DocumentReply documents;

    public HubDocumentEndpoints(Catalog catalog, CallersObjects own, DocumentReply documents) {
        this.catalog = catalog;
        this.own = own;
        this.documents = documents;
    }

    /** The document of a hub: the resources of all its elements, or of one. */
    @GET
    @Path("docs/{name}")
    public Response hub(
            @HeaderParam("Authorization") Optional<String> authorization,
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
        List<Resource> mapped = elements.stream()
                .flatMap(element -> own.documented(authorization, element).stream())
                .toList();
        return DocumentReply.of(
                ApiDescription.of(elements, mapped, name, "The resources of the hub " + name, documents.baseUrl(uri)),
                format,
                accept,
                resolve);
    }
}
