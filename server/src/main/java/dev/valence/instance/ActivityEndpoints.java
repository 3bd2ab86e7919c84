package dev.valence.instance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.CallCursor;
import dev.valence.activity.CallFilter;
import dev.valence.activity.Calls;
import dev.valence.http.Ids;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The recorded calls of one instance. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ActivityEndpoints {
    private static final int USUAL = 50;

    private final Callers callers;
    private final Instances instances;
    private final Calls calls;

    ActivityEndpoints(Callers callers, Instances instances, Calls calls) {
        this.callers = callers;
        this.instances = instances;
        this.calls = calls;
    }

    /** A page of the instance's calls, newest first. */
    @GET
    @Path("instances/{id}/activity")
    public Calls.Page ofInstance(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        Instance instance = instances.require(caller, Ids.parse(id, "instance"));
        return page(calls, caller, CallFilter.of(uri.getQueryParameters()).ofInstance(instance.id()), uri);
    }

    /** One of its calls with steps, vendor requests and, when it was traced, headers and bodies. */
    @GET
    @Path("instances/{id}/activity/{call}")
    public ObjectNode one(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("id") String id,
            @PathParam("call") String call) {
        Caller caller = callers.require(authorization);
        Instance instance = instances.require(caller, Ids.parse(id, "instance"));
        return calls.find(viewer(caller), Ids.parse(call, "call"))
                .filter(found -> found.path("instanceId").asLong() == instance.id())
                .orElseThrow(() -> NotFound.withId("call", call));
    }

    static Calls.Page page(Calls calls, Caller caller, CallFilter filter, UriInfo uri) {
        Optional<CallCursor> before =
                Page.text(uri.getQueryParameters(), "before").map(CallCursor::decode);
        int size = Page.size(uri.getQueryParameters(), USUAL);
        return calls.list(viewer(caller), filter, before, size);
    }

    /** Administrators see the calls of the whole account. */
    static Calls.Viewer viewer(Caller caller) {
        return new Calls.Viewer(
                caller.accountId(), caller.administrator() ? Optional.empty() : Optional.of(caller.userId()));
    }
}
