package dev.valence.mapping;

import dev.valence.element.ApiDescription;
import dev.valence.element.Catalog;
import dev.valence.element.DocumentReply;
import dev.valence.element.Element;
import dev.valence.element.Resource;
import dev.valence.element.SwaggerDocument;
import dev.valence.http.Ids;
import dev.valence.http.NotFound;
import dev.valence.instance.Connection;
import dev.valence.instance.CurrentInstance;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
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

/** The API documents of an instance: what its element offers, and its mapped objects, under the instance's name. */
@Path("/elements/api-v2")
@RunOnVirtualThread
public class InstanceDocuments {
    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final Mappings mappings;
    private final DocumentReply documents;

    public InstanceDocuments(
            Callers callers, Instances instances, Catalog catalog, Mappings mappings, DocumentReply documents) {
        this.mappings = mappings;
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.documents = documents;
    }

    @GET
    @Path("instances/{id}/docs")
    public Response byId(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        Instance instance = instances.require(callers.require(authorization), Ids.parse(id, "instance"));
        return DocumentReply.of(describe(instance, uri), format, accept, resolve);
    }

    @GET
    @Path("instances/docs")
    public Response byToken(
            @HeaderParam("Authorization") Optional<String> authorization,
            @QueryParam("format") @DefaultValue("") String format,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @HeaderParam("Accept") @DefaultValue("") String accept,
            @Context UriInfo uri) {
        return DocumentReply.of(describe(current(authorization), uri), format, accept, resolve);
    }

    /** The models of one operation. */
    @GET
    @Path("instances/{id}/docs/{operationId}/definitions")
    public Response definitions(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("operationId") String operationId,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @Context UriInfo uri) {
        Instance instance = instances.require(callers.require(authorization), Ids.parse(id, "instance"));
        return definitions(instance, operationId, resolve, uri);
    }

    @GET
    @Path("instances/docs/{operationId}/definitions")
    public Response definitionsByToken(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("operationId") String operationId,
            @QueryParam("resolveReferences") @DefaultValue("false") boolean resolve,
            @Context UriInfo uri) {
        return definitions(current(authorization), operationId, resolve, uri);
    }

    private Response definitions(Instance instance, String operationId, boolean resolve, UriInfo uri) {
        return SwaggerDocument.definitions(describe(instance, uri), operationId, resolve)
                .map(definitions -> Response.ok(definitions).build())
                .orElseThrow(() -> NotFound.withId("operation", operationId));
    }

    private Instance current(Optional<String> authorization) {
        Authorization credentials = Authorization.parse(authorization);
        Caller caller = callers.require(credentials);
        return CurrentInstance.of(instances, caller, credentials);
    }

    private ApiDescription describe(Instance instance, UriInfo uri) {
        Element element = catalog.require(instance.elementKey());
        List<Resource> mapped = mappings.of(Connection.of(element, instance)).values().stream()
                .filter(ObjectMapping::documented)
                .flatMap(mapping -> MappedResources.of(element, mapping).stream())
                .toList();
        return ApiDescription.of(element, mapped, instance.name(), documents.baseUrl(uri));
    }
}
