package dev.valence.tenant;

import dev.valence.http.Forbidden;
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
import jakarta.ws.rs.PUT;
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

/** The users of the caller's organization: all of them for administrators, otherwise only oneself. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class UserResource {
    private static final String IN_ORGANIZATION =
            " from users u join account a on a.id = u.account_id where a.organization_id = :organization";

    private static final Map<String, String> COLUMNS = new TreeMap<>(Map.of(
            "id", "u.id",
            "email", "u.email",
            "username", "u.email",
            "firstName", "u.first_name",
            "lastName", "u.last_name",
            "active", "u.active"));

    private final Jdbi jdbi;
    private final Callers callers;
    private final OwnerSecrets secrets;
    private final Login login;

    @Inject
    UserResource(Database database, Callers callers, OwnerSecrets secrets, Login login) {
        this(database.jdbi(), callers, secrets, login);
    }

    UserResource(Jdbi jdbi, Callers callers, OwnerSecrets secrets, Login login) {
        this.jdbi = jdbi;
        this.callers = callers;
        this.secrets = secrets;
        this.login = login;
    }

    @GET
    @Path("users")
    public Response list(
            @HeaderParam("Authorization") Optional<String> authorization,
            @QueryParam("where") Optional<String> where,
            @QueryParam("pageSize") Optional<String> pageSize,
            @QueryParam("nextPage") Optional<String> nextPage) {
        Caller caller = callers.require(authorization);
        if (!caller.administrator()) {
            throw forbidden();
        }
        Page page = Page.of(Optional.empty(), pageSize, nextPage);
        SqlConditions wanted = SqlConditions.parse(where, "users", COLUMNS);
        return jdbi.withHandle(handle -> {
            List<User> rows = wanted.bind(handle.createQuery("select u.*, a.default_account" + IN_ORGANIZATION
                            + wanted.sql() + " order by u.id limit :limit offset :offset"))
                    .bind("organization", caller.organizationId())
                    .bind("limit", page.size())
                    .bind("offset", page.offset())
                    .map(User::read)
                    .list();
            long total = wanted.bind(handle.createQuery("select count(*)" + IN_ORGANIZATION + wanted.sql()))
                    .bind("organization", caller.organizationId())
                    .mapTo(Long.class)
                    .one();
            return page.reply(rows, rows.size(), total);
        });
    }

    /**
     * One user, by id or e-mail.
     *
     * @param password the user's password, which unlocks the member {@code secret}
     */
    @GET
    @Path("users/{emailOrId}")
    public User read(
            @HeaderParam("Authorization") Optional<String> authorization,
            @HeaderParam("Elements-User-Password") Optional<String> password,
            @PathParam("emailOrId") String emailOrId) {
        Caller caller = callers.require(authorization);
        String wanted = emailOrId.equals("me") ? Long.toString(caller.userId()) : emailOrId;
        boolean self = wanted.equals(Long.toString(caller.userId())) || wanted.equalsIgnoreCase(caller.email());
        if (!self && !caller.administrator()) {
            throw forbidden();
        }
        User user = StorableText.of(wanted)
                .flatMap(text -> find(caller.organizationId(), text))
                .orElseThrow(() -> NotFound.withId("user", emailOrId));
        if (password.isEmpty()) {
            return user;
        }
        if (!login.isPassword(user.id(), password.get())) {
            throw new Unauthorized(
                    "Elements-User-Password is not this user's password; leave the header out to read the"
                            + " user without the secret");
        }
        return user.withSecret(secrets.ofUser(caller.organizationId(), user.id()));
    }

    @PUT
    @Path("users/me/secret")
    public NewSecret regenerate(@HeaderParam("Authorization") Optional<String> authorization) {
        return new NewSecret(secrets.regenerateForUser(callers.require(authorization)));
    }

    private Optional<User> find(long organizationId, String wanted) {
        return jdbi.withHandle(handle -> handle.createQuery("select u.*, a.default_account" + IN_ORGANIZATION
                        + " and (u.id::text = :wanted or lower(u.email) = lower(:wanted))")
                .bind("organization", organizationId)
                .bind("wanted", wanted)
                .map(User::read)
                .findOne());
    }

    private static Forbidden forbidden() {
        return new Forbidden(
                "Other users are shown to administrators of the organization only; /users/me is open to you");
    }
}
