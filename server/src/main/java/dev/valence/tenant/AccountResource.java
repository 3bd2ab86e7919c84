package dev.valence.tenant;

import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.http.StorableText;
import dev.valence.http.Unauthorized;
import dev.valence.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The accounts of the caller's organization, for its administrators. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class AccountResource {
    /**
     * An account on the wire.
     *
     * @param companyId the organization
     * @param createdDate {@code yyyy-MM-dd}, UTC
     * @param type {@code Default} or {@code CompanyAccount}
     */
    record Account(
            long id,
            String name,
            String description,
            boolean active,
            long companyId,
            String createdDate,
            String externalId,
            boolean defaultAccount,
            String type) {
        static final RowMapper<Account> MAPPER = (row, context) -> new Account(
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("active"),
                row.getLong("organization_id"),
                WireDate.of(row, "created_at"),
                row.getString("external_id"),
                row.getBoolean("default_account"),
                row.getBoolean("default_account") ? "Default" : "CompanyAccount");
    }

    private static final Map<String, String> COLUMNS = new TreeMap<>(Map.of(
            "id", "id",
            "name", "name",
            "externalId", "external_id",
            "active", "active",
            "defaultAccount", "default_account"));

    private final Jdbi jdbi;
    private final Callers callers;

    @Inject
    AccountResource(Database database, Callers callers) {
        this(database.jdbi(), callers);
    }

    AccountResource(Jdbi jdbi, Callers callers) {
        this.jdbi = jdbi;
        this.callers = callers;
    }

    @GET
    @Path("accounts")
    public Response list(
            @HeaderParam("Authorization") Optional<String> authorization,
            @QueryParam("where") Optional<String> where,
            @QueryParam("pageSize") Optional<String> pageSize,
            @QueryParam("nextPage") Optional<String> nextPage) {
        long organization = administered(authorization);
        Page page = Page.of(Optional.empty(), pageSize, nextPage);
        SqlConditions wanted = SqlConditions.parse(where, "accounts", COLUMNS);
        String from = " from account where organization_id = :organization" + wanted.sql();
        return jdbi.withHandle(handle -> {
            List<Account> rows = wanted.bind(
                            handle.createQuery("select *" + from + " order by id limit :limit offset :offset"))
                    .bind("organization", organization)
                    .bind("limit", page.size())
                    .bind("offset", page.offset())
                    .map(Account.MAPPER)
                    .list();
            long total = wanted.bind(handle.createQuery("select count(*)" + from))
                    .bind("organization", organization)
                    .mapTo(Long.class)
                    .one();
            return page.reply(rows, rows.size(), total);
        });
    }

    @GET
    @Path("accounts/{id}")
    public Account read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        long organization = administered(authorization);
        return StorableText.of(id)
                .flatMap(text -> jdbi.withHandle(handle -> handle.createQuery(
                                "select * from account where organization_id = :organization and id::text = :id")
                        .bind("organization", organization)
                        .bind("id", text)
                        .map(Account.MAPPER)
                        .findOne()))
                .orElseThrow(() -> NotFound.withId("account", id));
    }

    /** Account calls answer 401, not 403, to a user who is no administrator. */
    private long administered(Optional<String> authorization) {
        Caller caller = callers.require(authorization);
        if (!caller.administrator()) {
            throw new Unauthorized("Accounts are shown to administrators of the organization only; ask one");
        }
        return caller.organizationId();
    }
}
