package dev.valence.polling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.http.Ids;
import dev.valence.instance.CurrentInstance;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Authorization;
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
import java.util.Optional;

/** The polls of an instance: how they are doing, and polling now. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class PollResource {
    private final Callers callers;
    private final Instances instances;
    private final Polls polls;
    private final PollState state;

    PollResource(Callers callers, Instances instances, Polls polls, PollState state) {
        this.callers = callers;
        this.instances = instances;
        this.polls = polls;
        this.state = state;
    }

    @GET
    @Path("instances/{id}/events/polling")
    public ArrayNode ofInstance(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return state.of(instance(authorization, id).id());
    }

    @GET
    @Path("instances/events/polling")
    public ArrayNode ofToken(@HeaderParam("Authorization") Optional<String> authorization) {
        return state.of(current(authorization).id());
    }

    /** Polls everything now; the reply does not wait for it. */
    @POST
    @Path("instances/{id}/events/polling")
    public ArrayNode now(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        return hurry(instance(authorization, id).id());
    }

    /** Polls everything of the token's instance now. */
    @POST
    @Path("instances/events/polling")
    public ArrayNode nowOfToken(@HeaderParam("Authorization") Optional<String> authorization) {
        return hurry(current(authorization).id());
    }

    private ArrayNode hurry(long instanceId) {
        polls.hurry(instanceId);
        return state.of(instanceId);
    }

    private Instance instance(Optional<String> authorization, String id) {
        return instances.require(callers.require(authorization), Ids.parse(id, "instance"));
    }

    private Instance current(Optional<String> header) {
        Authorization credentials = Authorization.parse(header);
        return CurrentInstance.of(instances, callers.require(credentials), credentials);
    }
}
