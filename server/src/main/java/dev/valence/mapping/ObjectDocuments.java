package dev.valence.mapping;

import dev.valence.element.ApiDescription;
import dev.valence.element.Catalog;
import dev.valence.element.DocumentReply;
import dev.valence.element.Element;
import dev.valence.element.Resource;
import dev.valence.http.NotFound;
import dev.valence.instance.Connection;
import dev.valence.instance.CurrentInstance;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Callers;
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

/** The API document of one object among those that an instance's {@code GET /objects} names. */
@Path("/elements/api-v2")
@RunOnVirtualThread
@Singleton
public final class ObjectDocuments {
    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final Mappings mappings;
    private final DocumentReply documents;

    ObjectDocuments(Callers callers, Instances instances, Catalog catalog, Mappings mappings, DocumentReply documents) {
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.mappings = mappings;
        this.documents = documents;
    }

    /** The paths that lead to the object, the element's own or a mapped one. */
    @GET
    @Path("objects/{objectName}/docs")
    public Response ofObject(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("objectName") String objectName,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        Instance instance = instance(Authorization.parse(authorization));
        Element element = catalog.require(instance.elementKey());
        // A mapped object counts whether or not the documents of the whole instance tell of it.
        List<Resource> mapped =
                Optional.ofNullable(
                                mappings.of(Connection.of(element, instance)).get(objectName))
                        .stream()
                        .flatMap(mapping -> MappedResources.of(element, mapping).stream())
                        .toList();
        boolean own =
                element.objects().stream().anyMatch(object -> object.name().equals(objectName));
        if (!own && mapped.isEmpty()) {
            throw new NotFound("No object found with name " + objectName + "; GET /objects lists them");
        }
        ApiDescription whole = ApiDescription.of(element, mapped, instance.name(), documents.baseUrl(uri));
        return DocumentReply.of(whole.about(objectName), format, accept, resolve);
    }

    @GET
    @Path("hubs/{hub}/objects/{objectName}/docs")
    public Response underHub(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("objectName") String objectName,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        return ofObject(authorization, objectName, format, resolve, accept, uri);
    }

    private Instance instance(Authorization credentials) {
        return CurrentInstance.of(instances, callers.ofHubCall(credentials), credentials);
    }
}
