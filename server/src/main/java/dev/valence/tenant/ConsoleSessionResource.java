package dev.valence.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.activity.AuditLog;
import dev.valence.http.ClientAddress;
import dev.valence.http.Json;
import dev.valence.http.UnsupportedMediaType;
import dev.valence.store.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Log-in and log-out of the console's pages, and the secrets of who is logged in. */
@Path("/console")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ConsoleSessionResource {
    record Person(long id, String email, String firstName, String lastName, boolean administrator) {}

    record Organization(long id, String name) {}

    /**
     * What pages know of a session.
     *
     * @param user null when nobody is logged in
     * @param expiresAt ISO 8601, UTC
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            Optional<Person> user,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Organization> organization,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> csrfToken,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> expiresAt,
            String publicUrl,
            String version) {
        @Override
        public String toString() {
            return "View[" + user + "]";
        }
    }

    record Secrets(String userSecret, String organizationSecret) {
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    private final Login login;
    private final Sessions sessions;
    private final Callers callers;
    private final OwnerSecrets secrets;
    private final AuditLog audit;
    private final Database database;
    private final ClientAddress addresses;
    private final URI publicUrl;
    private final String version;

    ConsoleSessionResource(
            Login login,
            Sessions sessions,
            Callers callers,
            OwnerSecrets secrets,
            AuditLog audit,
            Database database,
            ClientAddress addresses,
            @ConfigProperty(name = "valence.public-url") URI publicUrl,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.login = login;
        this.sessions = sessions;
        this.callers = callers;
        this.secrets = secrets;
        this.audit = audit;
        this.database = database;
        this.addresses = addresses;
        this.publicUrl = publicUrl;
        this.version = version;
    }

    /** Logs in; the reply sets the cookie, and the session that this browser had before is ended. */
    @POST
    @Path("session")
    public Response open(
            @Context HttpServerRequest request,
            @HeaderParam("Content-Type") Optional<String> type,
            @CookieParam(SessionCookie.NAME) Optional<String> before,
            byte[] body) {
        // Forms of other pages can send everything but this type, and would log people in as somebody else.
        if (!type.orElse("").startsWith(MediaType.APPLICATION_JSON)) {
            throw new UnsupportedMediaType("The log-in reads JSON; send Content-Type: application/json");
        }
        JsonNode given = Json.tree(body, "request body");
        String token = login.openConsole(
                LoginResource.text(given, "email"), LoginResource.text(given, "password"), addresses.of(request));
        before.ifPresent(sessions::close);
        return Response.ok(view(token)).cookie(cookie(token, -1)).build();
    }

    /** The session of the cookie; without one the user is null, which is no error to a page. */
    @GET
    @Path("session")
    public View read(@HeaderParam("Authorization") Optional<String> authorization) {
        return Authorization.parse(authorization).session().map(this::view).orElseGet(this::nobody);
    }

    /** Logs out. */
    @DELETE
    @Path("session")
    public Response close(@HeaderParam("Authorization") Optional<String> authorization) {
        Authorization.parse(authorization).session().ifPresent(sessions::close);
        return Response.noContent().cookie(cookie("", 0)).build();
    }

    /** Shows the two secrets to who knows the password. */
    @POST
    @Path("secrets")
    public Secrets secrets(@HeaderParam("Authorization") Optional<String> authorization, byte[] body) {
        Caller caller = callers.require(authorization);
        login.confirm(caller, LoginResource.text(Json.tree(body, "request body"), "password"));
        Secrets shown = new Secrets(
                secrets.ofUser(caller.organizationId(), caller.userId()),
                secrets.ofOrganization(caller.organizationId()));
        database.jdbi()
                .useTransaction(handle -> audit.append(
                        handle,
                        caller.organizationId(),
                        "user " + caller.userId(),
                        "secrets shown",
                        "user " + caller.userId(),
                        JsonNodeFactory.instance.objectNode()));
        return shown;
    }

    private View view(String token) {
        return sessions.find(token)
                .map(session -> new View(
                        Optional.of(person(session.caller())),
                        Optional.of(new Organization(session.caller().organizationId(), session.organizationName())),
                        Optional.of(sessions.csrfToken(token)),
                        Optional.of(session.expiresAt().toString()),
                        publicUrl.toString(),
                        version))
                .orElseGet(this::nobody);
    }

    private View nobody() {
        return new View(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), publicUrl.toString(), version);
    }

    private static Person person(Caller caller) {
        return new Person(
                caller.userId(), caller.email(), caller.firstName(), caller.lastName(), caller.administrator());
    }

    /** Without an age it ends with the browser, and with the session at the latest. */
    private NewCookie cookie(String token, int maxAge) {
        return new NewCookie.Builder(SessionCookie.NAME)
                .value(token)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .secure("https".equals(publicUrl.getScheme()))
                .build();
    }
}
