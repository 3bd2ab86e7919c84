package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.valence.http.ArrayParameter;
import dev.valence.http.Ids;
import dev.valence.http.Page;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** Counts of executions between two times, for all formula instances that the caller sees or those it names. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ExecutionAnalyticsResource {
    private final Callers callers;
    private final ExecutionAnalytics analytics;

    ExecutionAnalyticsResource(Callers callers, ExecutionAnalytics analytics) {
        this.callers = callers;
        this.analytics = analytics;
    }

    @GET
    @Path("formulas/analytics/statuses")
    public ArrayNode statuses(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return analytics.statuses(wish(authorization, uri));
    }

    @GET
    @Path("formulas/analytics/executions")
    public ArrayNode series(@HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        return analytics.series(wish(authorization, uri), Page.text(uri.getQueryParameters(), "interval"));
    }

    private ExecutionAnalytics.Wish wish(Optional<String> authorization, UriInfo uri) {
        return new ExecutionAnalytics.Wish(
                callers.require(authorization),
                Period.of(uri.getQueryParameters()).bounded(),
                ArrayParameter.values(uri.getQueryParameters(), "formulaInstanceIds").stream()
                        .map(id -> Ids.parse(id, "formula instance"))
                        .toList());
    }
}
