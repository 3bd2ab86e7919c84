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

/** API documents by name: of a hub, of all hubs, or of one kind of the platform's own resources. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class HubDocumentEndpoints {
    private static final String ALL_HUBS = "all_hubs";
    private static final String ALL_PLATFORM = "all_platform";

    private final Catalog catalog;
    private final CallersObjects own;
    private final DocumentReply documents;
    private final PlatformDocument platform;

    public HubDocumentEndpoints(
            Catalog catalog, CallersObjects own, DocumentReply documents, PlatformDocument platform) {
        this.platform = platform;
        this.catalog = catalog;
        this.own = own;
        this.documents = documents;
    }

    /**
     * The document of a hub: the resources of all its elements, or of one. Those of the platform are OpenAPI 3.1, whatever
     * format is asked for.
     */
    @GET
    @Path("docs/{name}")
    public Response hub(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("name") String name,
            @QueryParam("elementKey") @DefaultValue("") String elementKey,
            @QueryParam("elementName") @DefaultValue("") String elementName,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        List<Element> elements = catalog.elements().stream()
                .filter(element -> name.equals(ALL_HUBS) || element.hub().equals(name))
                .filter(element -> elementKey.isEmpty() || element.key().equals(elementKey))
                .filter(element -> elementName.isEmpty() || element.name().equalsIgnoreCase(elementName))
                .toList();
        if (elements.isEmpty()) {
            return name.equals(ALL_PLATFORM) ? platform.platform(uri) : ofPlatform(name, uri);
        }
        List<Resource> mapped = elements.stream()
                .flatMap(element -> own.documented(authorization, element).stream())
                .toList();
        return DocumentReply.of(
                ApiDescription.of(
                        elements,
                        mapped,
                        name,
                        name.equals(ALL_HUBS) ? "The resources of all hubs" : "The resources of the hub " + name,
                        documents.baseUrl(uri)),
                format,
                accept,
                resolve);
    }

    private Response ofPlatform(String word, UriInfo uri) {
        return PlatformDocument.about(word)
                .map(document -> platform.reply(document, uri))
                .orElseThrow(() -> new NotFound("No documents found with name " + word
                        + "; use the key of a hub that has elements, all_hubs, all_platform, or the first word of a path"
                        + " such as instances"));
    }
}
