package dev.valence.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.instance.CurrentInstance;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** The events of an instance, by its id or by the element token, newest first. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class EventResource {
    private final Callers callers;
    private final Instances instances;
    private final Events events;

    EventResource(Callers callers, Instances instances, Events events) {
        this.callers = callers;
        this.instances = instances;
        this.events = events;
    }

    @GET
    @Path("instances/{id}/events")
    public Response ofInstance(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @Context UriInfo uri) {
        return page(instance(authorization, id), uri);
    }

    @GET
    @Path("instances/events")
    public Response ofToken(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return page(current(authorization), uri);
    }

    @GET
    @Path("instances/{id}/events/{event}")
    public ObjectNode one(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("event") String event) {
        return find(instance(authorization, id), event);
    }

    @GET
    @Path("instances/events/{event}")
    public ObjectNode oneOfToken(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("event") String event) {
        return find(current(authorization), event);
    }

    private Response page(Instance instance, UriInfo uri) {
        int size = Page.size(uri.getQueryParameters(), Page.CAP);
        EventFilter filter = filter(uri, true);
        List<Events.Item> found = events.list(instance.id(), filter, size + 1);
        List<Events.Item> shown = found.subList(0, Math.min(size, found.size()));
        ArrayNode rows = Json.MAPPER.createArrayNode();
        shown.forEach(item -> rows.add(EventReply.of(item)));
        Response.ResponseBuilder reply = Response.ok(rows).header(Headers.RETURNED_COUNT, shown.size());
        // The total is that of all pages.
        events.count(instance.id(), filter(uri, false)).ifPresent(total -> reply.header(Headers.TOTAL_COUNT, total));
        if (found.size() > size) {
            reply.header(Headers.NEXT_PAGE_TOKEN, shown.getLast().event().id());
        }
        return reply.build();
    }

    /** @param paged whether what the earlier pages have is left out */
    private static EventFilter filter(UriInfo uri, boolean paged) {
        Optional<String> token = paged ? Page.text(uri.getQueryParameters(), "nextPage") : Optional.empty();
        return EventFilter.of(name -> token.filter(last -> name.equals("before"))
                .or(() -> Page.text(uri.getQueryParameters(), name))
                .orElse(""));
    }

    private ObjectNode find(Instance instance, String event) {
        return events.find(instance.id(), Ids.parse(event, "event"))
                .map(EventReply::of)
                .orElseThrow(() -> NotFound.withId("event", event));
    }

    private Instance instance(Optional<String> authorization, String id) {
        return instances.require(callers.require(authorization), Ids.parse(id, "instance"));
    }

    private Instance current(Optional<String> header) {
        Authorization credentials = Authorization.parse(header);
        return CurrentInstance.of(instances, callers.require(credentials), credentials);
    }
}
