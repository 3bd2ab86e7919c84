package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Forbidden;
import dev.valence.http.Json;
import dev.valence.http.Mask;
import dev.valence.http.NotFound;
import dev.valence.http.StorableText;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The OAuth client that the caller's organization keeps for an element; only administrators change it. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class StoredApplicationEndpoints {
    private static final int LONGEST = 4000;

    private final Callers callers;
    private final Catalog catalog;
    private final StoredApplications applications;

    public StoredApplicationEndpoints(Callers callers, Catalog catalog, StoredApplications applications) {
        this.callers = callers;
        this.catalog = catalog;
        this.applications = applications;
    }

    @GET
    @Path("elements/{keyOrId}/oauth/url/default")
    public Response read(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("keyOrId") String keyOrId) {
        Caller caller = callers.require(authorization);
        return reply(caller, catalog.require(keyOrId));
    }

    @PUT
    @Path("elements/{keyOrId}/oauth/url/default")
    public Response put(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("keyOrId") String keyOrId,
            byte[] body) {
        Caller caller = administrator(authorization);
        Element element = catalog.require(keyOrId);
        if (element.authentication() != AuthenticationType.OAUTH2) {
            throw new BadRequest("The element " + element.key() + " does not use OAuth 2 but "
                    + element.authentication().wire() + "; it needs no application");
        }
        JsonNode json = Json.tree(body, "request body");
        Optional<String> secret = text(json, "apiSecret");
        if (secret.equals(Optional.of(Mask.TEXT))) {
            secret = applications
                    .find(caller.organizationId(), element)
                    .filter(kept -> text(json, "apiKey").equals(Optional.of(kept.apiKey())))
                    .map(StoredApplication::apiSecret);
        }
        Optional<String> key = text(json, "apiKey");
        List<String> missing = new ArrayList<>();
        if (key.isEmpty()) {
            missing.add("apiKey");
        }
        if (secret.isEmpty()) {
            missing.add("apiSecret");
        }
        if (!missing.isEmpty()) {
            throw new BadRequest("Missing: " + String.join(", ", missing) + "; send the client id and secret that the"
                    + " provider gave, a mask only stands for the secret of the same client id");
        }
        Optional<String> callback = text(json, "callbackUrl");
        callback.ifPresent(StoredApplicationEndpoints::requirePage);
        Optional<String> scope = text(json, "scope");
        scope.filter(scopes -> !ScopeSyntax.fits(scopes)).ifPresent(scopes -> {
            throw new BadRequest("scope " + ScopeSyntax.FAULT);
        });
        applications.put(
                caller, element, new StoredApplication(key.orElseThrow(), secret.orElseThrow(), callback, scope));
        return reply(caller, element);
    }

    @DELETE
    @Path("elements/{keyOrId}/oauth/url/default")
    public Response delete(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("keyOrId") String keyOrId) {
        Caller caller = administrator(authorization);
        Element element = catalog.require(keyOrId);
        if (!applications.delete(caller, element)) {
            throw none(element);
        }
        return Response.ok().build();
    }

    private Response reply(Caller caller, Element element) {
        StoredApplication kept =
                applications.find(caller.organizationId(), element).orElseThrow(() -> none(element));
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("apiKey", kept.apiKey())
                .put("apiSecret", Mask.TEXT);
        kept.callbackUrl().ifPresent(url -> json.put("callbackUrl", url));
        kept.scope().ifPresent(scope -> json.put("scope", scope));
        return JsonReply.of(json);
    }

    /** Where providers send people back to is a page, and without a fragment (RFC 6749 section 3.1.2). */
    private static void requirePage(String url) {
        AuthorizationUrl.requireWhole(url, "callbackUrl");
        URI uri = URI.create(url);
        boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawFragment() != null) {
            throw new BadRequest("callbackUrl must be an http or https URL without a fragment, for example"
                    + " https://app.example/callback");
        }
    }

    private Caller administrator(Optional<String> authorization) {
        Caller caller = callers.require(authorization);
        if (!caller.administrator()) {
            throw new Forbidden("Only an administrator of the organization may change its OAuth applications; ask one");
        }
        return caller;
    }

    private static NotFound none(Element element) {
        return new NotFound("No OAuth application found for " + element.key() + "; PUT one to /elements/"
                + element.key() + "/oauth/url/default");
    }

    private static Optional<String> text(JsonNode json, String member) {
        JsonNode node = json.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().length() > LONGEST) {
            throw new BadRequest(member + " must be a text of at most " + LONGEST + " characters");
        }
        return Optional.of(StorableText.require(node.textValue().strip(), member))
                .filter(text -> !text.isEmpty());
    }
}
