package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The steps of OAuth before there is an instance. */
@Path("/elements/api-v2")
@Singleton
@RunOnVirtualThread
public final class OAuthEndpoints {
    private final Catalog catalog;
    private final Callers callers;
    private final StoredApplications applications;
    private final RedirectUri redirectUri;

    public OAuthEndpoints(Catalog catalog, Callers callers, StoredApplications applications, RedirectUri redirectUri) {
        this.catalog = catalog;
        this.callers = callers;
        this.applications = applications;
        this.redirectUri = redirectUri;
    }

    @GET
    @Path("elements/{keyOrId}/oauth/url")
    public Response url(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("keyOrId") String keyOrId,
            @Context UriInfo uri) {
        return url(authorization, catalog.require(keyOrId), query(uri));
    }

    /** The same with the members as JSON; a member of the body wins over a query parameter. */
    @POST
    @Path("elements/{keyOrId}/oauth/url")
    public Response urlByJson(
            @HeaderParam("Authorization") Optional<String> authorization,
            @PathParam("keyOrId") String keyOrId,
            @Context UriInfo uri,
            byte[] body) {
        Element element = catalog.require(keyOrId);
        Map<String, String> request = query(uri);
        JsonNode json = body.length == 0 ? JsonNodeFactory.instance.objectNode() : Json.tree(body, "request body");
        if (!json.isObject() && !json.isNull()) {
            throw new BadRequest("The request body must be a JSON object with apiKey, apiSecret and callbackUrl");
        }
        json.properties().forEach(member -> {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                request.put(member.getKey(), member.getValue().asText());
            }
        });
        return url(authorization, element, request);
    }

    /** OAuth 1 only: the request token. */
    @GET
    @Path("elements/{keyOrId}/oauth/token")
    public Response token(@PathParam("keyOrId") String keyOrId) {
        Element element = catalog.require(keyOrId);
        if (element.authentication() == AuthenticationType.OAUTH1) {
            throw new BadRequest("Request tokens of OAuth 1 are not offered yet");
        }
        throw new BadRequest("The element " + element.key() + " does not use OAuth 1 but "
                + element.authentication().wire() + ", which has no request token");
    }

    /** What the caller does not send comes from the application that its organization keeps. */
    private Response url(Optional<String> authorization, Element element, Map<String, String> request) {
        if (request.getOrDefault("apiKey", "").isBlank()) {
            callers.find(Authorization.parse(authorization))
                    .flatMap(caller -> applications.find(caller.organizationId(), element))
                    .ifPresent(kept -> complete(request, kept));
        }
        String url = new AuthorizationUrl(element, request).build();
        return JsonReply.of(
                JsonNodeFactory.instance.objectNode().put("oauthUrl", url).put("element", element.key()));
    }

    private void complete(Map<String, String> request, StoredApplication kept) {
        request.put("apiKey", kept.apiKey());
        request.computeIfAbsent("callbackUrl", absent -> kept.callbackUrl().orElse(redirectUri.value()));
        kept.scope().ifPresent(scope -> request.putIfAbsent("scope", scope));
    }

    private static Map<String, String> query(UriInfo uri) {
        Map<String, String> query = new LinkedHashMap<>();
        MultivaluedMap<String, String> parameters = uri.getQueryParameters();
        parameters.keySet().forEach(name -> query.put(name, parameters.getFirst(name)));
        return query;
    }
}
