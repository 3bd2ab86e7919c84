package dev.valence.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.valence.event.Accepted;
import dev.valence.event.EventFilter;
import dev.valence.event.Events;
import dev.valence.event.Journal;
import dev.valence.event.PlatformEvents;
import dev.valence.event.Receiver;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** What became of an instance's events on their way out, and sending them again. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class DeliveryResource {
    private final Callers callers;
    private final Instances instances;
    private final Connections connections;
    private final Events events;
    private final Attempts attempts;
    private final EndpointState endpoints;
    private final Releases releases;
    private final Journal journal;
    private final PlatformEvents platformEvents;

    DeliveryResource(
            Callers callers,
            Instances instances,
            Connections connections,
            Events events,
            Attempts attempts,
            EndpointState endpoints,
            Releases releases,
            Journal journal,
            PlatformEvents platformEvents) {
        this.callers = callers;
        this.instances = instances;
        this.connections = connections;
        this.events = events;
        this.attempts = attempts;
        this.endpoints = endpoints;
        this.releases = releases;
        this.journal = journal;
        this.platformEvents = platformEvents;
    }

    /** How the callback is doing. */
    @GET
    @Path("instances/{id}/events/endpoint")
    public ObjectNode endpoint(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return endpoints.of(instance(authorization, id).id());
    }

    /** Each attempt to deliver one event. */
    @GET
    @Path("instances/{id}/events/{event}/attempts")
    public ArrayNode attempts(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("event") String event) {
        Instance instance = instance(authorization, id);
        long eventId = event(instance, event);
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Attempt attempt : attempts.of(eventId)) {
            ObjectNode row = rows.addObject();
            row.put("date", attempt.at().toString());
            row.put("durationMs", attempt.duration().toMillis());
            row.put("url", attempt.url());
            row.putRawValue("request", new RawValue(attempt.request()));
            attempt.status().ifPresent(status -> row.put("status", status));
            row.put("reply", attempt.reply());
        }
        return rows;
    }

    /** Sends one event again. */
    @POST
    @Path("instances/{id}/events/{event}/replay")
    public ObjectNode replay(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("event") String event) {
        Instance instance = withCallback(authorization, id);
        long eventId = event(instance, event);
        return released(releases.release(instance.id(), List.of(eventId)));
    }

    /** Sends several events again: those that are named, or those that a filter takes. */
    @POST
    @Path("instances/{id}/events/replay")
    public ObjectNode replayMany(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Instance instance = withCallback(authorization, id);
        return released(
                switch (ReplayWish.read(body)) {
                    case ReplayWish.Named(List<Long> ids) -> releases.release(instance.id(), ids);
                    case ReplayWish.Filtered(EventFilter filter) -> releases.releaseAll(instance.id(), filter);
                });
    }

    /** Sends a test event to the callback; answers its id. */
    @POST
    @Path("instances/{id}/events/test")
    public ObjectNode test(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Instance instance = withCallback(authorization, id);
        Connection connection =
                connections.find(instance.id()).orElseThrow(() -> NotFound.withId("instance", instance.id()));
        Accepted accepted = journal.acceptAndWait(platformEvents.test(Receiver.of(connection)));
        return Json.MAPPER.createObjectNode().put("id", Long.toString(accepted.eventId()));
    }

    private static ObjectNode released(int count) {
        return Json.MAPPER.createObjectNode().put("released", count);
    }

    /** The id of an event that the instance has. */
    private long event(Instance instance, String id) {
        return events.find(instance.id(), Ids.parse(id, "event"))
                .orElseThrow(() -> NotFound.withId("event", id))
                .event()
                .id();
    }

    private Instance withCallback(Optional<String> authorization, String id) {
        Instance instance = instance(authorization, id);
        boolean callback = connections
                .find(instance.id())
                .flatMap(connection -> connection.configuration().get(Receiver.CALLBACK_URL))
                .isPresent();
        if (!callback) {
            throw new BadRequest("The instance has no callback; set " + Receiver.CALLBACK_URL + " first");
        }
        return instance;
    }

    private Instance instance(Optional<String> authorization, String id) {
        return instances.require(callers.require(authorization), Ids.parse(id, "instance"));
    }
}
