package dev.valence.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import dev.valence.http.ClientAddress;
import dev.valence.http.Json;
import dev.valence.http.Unauthorized;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The log-in of tools: a password for a bearer token, and that for the secrets. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class LoginResource {
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

    private final Login login;
    private final ClientAddress addresses;

    @Inject
    LoginResource(Login login, ClientAddress addresses) {
        this.login = login;
        this.addresses = addresses;
    }

    /** {@code {"username": "...", "password": "..."}} gives {@code {"token": "..."}}. */
    @POST
    @Path("authentication")
    @Consumes(MediaType.APPLICATION_JSON)
    public Token byToken(@Context HttpServerRequest request, byte[] body) {
        return byToken(body, addresses.of(request));
    }

    Token byToken(byte[] body, String address) {
        JsonNode given = Json.tree(body, "request body");
        return new Token(login.open(text(given, "username"), text(given, "password"), address));
    }

    /** The secrets of the user that the bearer token was given to. */
    @GET
    @Path("authentication/secrets")
    public SecretsByToken secretsByToken(@HeaderParam("Authorization") Optional<String> authorization) {
        String token = Authorization.bearer(authorization)
                .orElseThrow(() -> new Unauthorized("The Authorization header has no Bearer token;"
                        + " POST /authentication gives one, then send: Authorization: Bearer <token>"));
        Login.Secrets secrets = login.secrets(token);
        return new SecretsByToken(secrets.user(), secrets.organization());
    }

    static String text(JsonNode body, String member) {
        return field(Optional.of(body.path(member)).filter(JsonNode::isTextual).map(JsonNode::textValue), member);
    }

    static String field(Optional<String> value, String name) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(
                        () -> new BadRequest("The log-in lacks " + name + "; send it as a text that is not empty"));
    }
}
