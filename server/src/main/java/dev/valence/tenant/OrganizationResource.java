package dev.valence.tenant;

import dev.valence.http.NotFound;
import dev.valence.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The caller's own organization. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class OrganizationResource {
    /** @param createdDate {@code yyyy-MM-dd}, UTC */
    record Organization(long id, String name, String createdDate) {}

    private final Jdbi jdbi;
    private final Callers callers;
    private final OwnerSecrets secrets;

    @Inject
    OrganizationResource(Database database, Callers callers, OwnerSecrets secrets) {
        this(database.jdbi(), callers, secrets);
    }

    OrganizationResource(Jdbi jdbi, Callers callers, OwnerSecrets secrets) {
        this.jdbi = jdbi;
        this.callers = callers;
        this.secrets = secrets;
    }

    @GET
    @Path("organizations/me")
    public Organization read(@HeaderParam("Authorization") Optional<String> authorization) {
        long id = callers.require(authorization).organizationId();
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, name, created_at from organization where id = :id")
                .bind("id", id)
                .map((row, context) ->
                        new Organization(row.getLong("id"), row.getString("name"), WireDate.of(row, "created_at")))
                .findOne()
                .orElseThrow(() -> NotFound.withId("organization", id)));
    }

    @PUT
    @Path("organizations/me/secret")
    public NewSecret regenerate(@HeaderParam("Authorization") Optional<String> authorization) {
        return new NewSecret(secrets.regenerateForOrganization(callers.require(authorization)));
    }
}
