package dev.valence.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.valence.http.ClientAddress;
import dev.valence.http.Unauthorized;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The log-in of pages: a form that sets a session cookie, and that for the secrets. */
@Path("/elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class SessionResource {
    record SecretsByCookie(
            @JsonProperty("user") String userSecret,
            @JsonProperty("company") String organizationSecret) {
        @Override
        public String toString() {
            return "SecretsByCookie";
        }
    }

    private final Login login;
    private final ClientAddress addresses;

    @Inject
    SessionResource(Login login, ClientAddress addresses) {
        this.login = login;
        this.addresses = addresses;
    }

    /** A form log-in that sets a session cookie. */
    @POST
    @Path("j_spring_security_check")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response byForm(
            @FormParam("j_username") Optional<String> username,
            @FormParam("j_password") Optional<String> password,
            @Context HttpServerRequest request,
            @Context UriInfo uri) {
        String token = login.open(
                LoginResource.field(username, "j_username"),
                LoginResource.field(password, "j_password"),
                addresses.of(request));
        NewCookie cookie = new NewCookie.Builder(SessionCookie.NAME)
                .value(token)
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .secure("https".equals(uri.getRequestUri().getScheme()))
                .build();
        return Response.ok().cookie(cookie).build();
    }

    /** The secrets of the user that the session cookie was set for. */
    @GET
    @Path("api-v1/ui/getSecrets")
    public SecretsByCookie secretsByCookie(@CookieParam(SessionCookie.NAME) Optional<String> session) {
        Login.Secrets secrets = login.secrets(session.filter(value -> !value.isBlank())
                .orElseThrow(() -> new Unauthorized("There is no session cookie;"
                        + " POST j_username and j_password to /elements/j_spring_security_check first")));
        return new SecretsByCookie(secrets.user(), secrets.organization());
    }
}
