package dev.valence.event;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.ArrayParameter;
import dev.valence.http.Headers;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.tenant.Caller;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notifications in the words of the wire contract (its section 5 on events): what happened at all instances that a caller
 * sees, newest first, in the form in which applications get it. A topic is one instance's.
 */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class NotificationResource {
    private static final Pattern TOPIC = Pattern.compile("instance-(\\d{1,18})-.+-events");
    /** Of no instance. */
    private static final long NOBODY = 0;

    private final Callers callers;
    private final Events events;
    private final Connections connections;

    NotificationResource(Callers callers, Events events, Connections connections) {
        this.callers = callers;
        this.events = events;
        this.connections = connections;
    }

    @GET
    @Path("notifications")
    public Response list(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        int size = Page.size(uri.getQueryParameters(), Page.CAP);
        long before = Page.text(uri.getQueryParameters(), "nextPage")
                .map(token -> Ids.parse(token, "event"))
                .orElse(Long.MAX_VALUE);
        List<Long> wanted = new ArrayList<>();
        for (String topic : ArrayParameter.values(uri.getQueryParameters(), "topics")) {
            Matcher parts = TOPIC.matcher(topic);
            wanted.add(parts.matches() ? Long.parseLong(parts.group(1)) : NOBODY);
        }
        List<StoredEvent> found = events.list(caller, wanted, before, size + 1);
        List<StoredEvent> shown = found.subList(0, Math.min(size, found.size()));
        ArrayNode rows = Json.MAPPER.createArrayNode();
        shown.forEach(event -> notification(event).ifPresent(rows::add));
        Response.ResponseBuilder reply = Response.ok(rows).header(Headers.RETURNED_COUNT, rows.size());
        if (found.size() > size) {
            reply.header(Headers.NEXT_PAGE_TOKEN, shown.getLast().id());
        }
        return reply.build();
    }

    @GET
    @Path("notifications/{id}")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Caller caller = callers.require(authorization);
        long number = Ids.parse(id, "notification");
        return events.list(caller, List.of(), number == Long.MAX_VALUE ? number : number + 1, 1).stream()
                .filter(event -> event.id() == number)
                .findFirst()
                .flatMap(this::notification)
                .orElseThrow(() -> NotFound.withId("notification", id));
    }

    /** Empty when the instance was deleted at this moment. */
    private Optional<ObjectNode> notification(StoredEvent event) {
        return connections.find(event.instanceId()).map(connection -> notification(event, connection));
    }

    private static ObjectNode notification(StoredEvent event, Connection connection) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", event.id()).put("notificationId", event.id());
        json.put("createdDate", Envelope.date(event.receivedAt()));
        json.put("topic", "instance-" + event.instanceId() + "-" + event.elementKey() + "-events");
        json.put("user", "event");
        json.put("severity", event.source() == EventSource.PLATFORM ? "high" : "low");
        json.put("subject", "Event(s) Occurred");
        json.set(
                "message",
                new Envelope(event, connection.element().hub(), connection.name(), connection.tags()).message());
        return json;
    }
}
