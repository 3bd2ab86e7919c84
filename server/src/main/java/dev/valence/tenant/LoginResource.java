package dev.valence.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.Unauthorized;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** The two log-in ways of tools and the console: a bearer token, and a form with a session cookie. */
@Path("/elements")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class LoginResource {
    static final String COOKIE = "valence-session";

    record Token(String token) {
        @Override
        public String toString() {
            return "Token";
        }
    }

    record SecretsByToken(String userSecret, String organizationSecret) {
        @Override
        public String toString() {
            return "SecretsByToken";
        }
    }

    record SecretsByCookie(
            @JsonProperty("user") String userSecret,
            @JsonProperty("company") String organizationSecret) {
        @Override
        public String toString() {
            return "SecretsByCookie";
        }
    }

    private final Login login;

    @Inject
    LoginResource(Login login) {
        this.login = login;
    }

    /** {@code {"username": "...", "password": "..."}} gives {@code {"token": "..."}}. */
    @POST
    @Path("/api-v2/authentication")
    @Consumes(MediaType.APPLICATION_JSON)
    public Token byToken(byte[] body) {
        JsonNode given = Json.tree(body, "request body");
        return new Token(login.open(text(given, "username"), text(given, "password")));
    }

    /** The secrets of the user that the bearer token was given to. */
    @GET
    @Path("/api-v2/authentication/secrets")
    public SecretsByToken secretsByToken(@HeaderParam("Authorization") Optional<String> authorization) {
        String token = Authorization.bearer(authorization)
                .orElseThrow(() -> new Unauthorized("The Authorization header has no Bearer token;"
                        + " POST /authentication gives one, then send: Authorization: Bearer <token>"));
        Login.Secrets secrets = login.secrets(token);
        return new SecretsByToken(secrets.user(), secrets.organization());
    }

    /** A form log-in that sets a session cookie. */
    @POST
    @Path("/j_spring_security_check")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response byForm(
            @FormParam("j_username") Optional<String> username,
            @FormParam("j_password") Optional<String> password,
            @Context UriInfo uri) {
        String token = login.open(field(username, "j_username"), field(password, "j_password"));
        NewCookie cookie = new NewCookie.Builder(COOKIE)
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
    @Path("/api-v1/ui/getSecrets")
    public SecretsByCookie secretsByCookie(@CookieParam(COOKIE) Optional<String> session) {
        Login.Secrets secrets = login.secrets(session.filter(value -> !value.isBlank())
                .orElseThrow(() -> new Unauthorized("There is no session cookie;"
                        + " POST j_username and j_password to /elements/j_spring_security_check first")));
        return new SecretsByCookie(secrets.user(), secrets.organization());
    }

    private static String text(JsonNode body, String member) {
        return field(Optional.of(body.path(member)).filter(JsonNode::isTextual).map(JsonNode::textValue), member);
    }

    private static String field(Optional<String> value, String name) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(
                        () -> new BadRequest("The log-in lacks " + name + "; send it as a text that is not empty"));
    }
}
