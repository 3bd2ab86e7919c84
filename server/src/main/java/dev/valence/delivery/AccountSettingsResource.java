package dev.valence.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Unauthorized;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The settings of an account, for administrators of its organization: what happens to its deliveries. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class AccountSettingsResource {
    private static final String FAILURE_POLICY = "notification.webhook.failure.policy";
    private static final List<String> POLICIES = List.of("retry", "queue");

    private final Jdbi jdbi;
    private final Callers callers;

    @Inject
    AccountSettingsResource(Database database, Callers callers) {
        this.jdbi = database.jdbi();
        this.callers = callers;
    }

    @GET
    @Path("accounts/{id}/settings")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        long organization = administered(authorization);
        return jdbi.withHandle(handle -> handle.createQuery("select failure_policy from account"
                                + " where organization_id = :organization and id = :id")
                        .bind("organization", organization)
                        .bind("id", Ids.parse(id, "account"))
                        .mapTo(String.class)
                        .findOne())
                .map(policy -> Json.MAPPER.createObjectNode().put(FAILURE_POLICY, policy))
                .orElseThrow(() -> NotFound.withId("account", id));
    }

    @POST
    @Path("accounts/{id}/settings")
    public ObjectNode set(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        return change(authorization, id, body);
    }

    @PATCH
    @Path("accounts/{id}/settings")
    public ObjectNode change(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        long organization = administered(authorization);
        // Whether there is such an account comes before what is wrong with the body.
        read(authorization, id);
        JsonNode policy = Json.tree(body, "request body").path(FAILURE_POLICY);
        if (!POLICIES.contains(policy.asText())) {
            throw new BadRequest(FAILURE_POLICY + " must be one of " + POLICIES + "; it is the only setting there is");
        }
        jdbi.useHandle(handle -> handle.createUpdate("update account set failure_policy = :policy"
                        + " where organization_id = :organization and id = :id")
                .bind("policy", policy.asText())
                .bind("organization", organization)
                .bind("id", Ids.parse(id, "account"))
                .execute());
        return read(authorization, id);
    }

    private long administered(Optional<String> authorization) {
        Caller caller = callers.require(authorization);
        if (!caller.administrator()) {
            throw new Unauthorized("Settings of accounts are for administrators of the organization; ask one");
        }
        return caller.organizationId();
    }
}
