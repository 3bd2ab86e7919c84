package dev.valence.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.AuditLog;
import dev.valence.element.Catalog;
import dev.valence.element.ConfigurationEntry;
import dev.valence.element.Element;
import dev.valence.element.StoredApplication;
import dev.valence.element.StoredApplications;
import dev.valence.http.BadRequest;
import dev.valence.http.Forbidden;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.http.Mask;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.http.StorableText;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import dev.valence.tenant.Login;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;

/** Instances as the console shows them, and their secrets to who knows the password. */
@Path("/console")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ConsoleInstances {
    private final Callers callers;
    private final Instances instances;
    private final InstanceOverviews overviews;
    private final Catalog catalog;
    private final Login login;
    private final StoredApplications applications;
    private final AuditLog audit;
    private final Database database;

    ConsoleInstances(
            Callers callers,
            Instances instances,
            InstanceOverviews overviews,
            Catalog catalog,
            Login login,
            StoredApplications applications,
            AuditLog audit,
            Database database) {
        this.callers = callers;
        this.instances = instances;
        this.overviews = overviews;
        this.catalog = catalog;
        this.login = login;
        this.applications = applications;
        this.audit = audit;
        this.database = database;
    }

    /** A page of instances; none is an empty page. */
    @GET
    @Path("instances")
    public InstanceOverviews.Found list(
            @HeaderParam("Authorization") Optional<String> authorization, @Context UriInfo uri) {
        Caller caller = callers.require(authorization);
        Optional<String> state = parameter(uri, "state");
        state.filter(word -> !InstanceOverviews.STATES.contains(word)).ifPresent(word -> {
            throw new BadRequest("state must be one of "
                    + InstanceOverviews.STATES.stream().sorted().toList());
        });
        return overviews.list(
                caller,
                new InstanceOverviews.Filter(
                        parameter(uri, "search"), parameter(uri, "tag"), parameter(uri, "element"), state),
                Page.of(uri.getQueryParameters()));
    }

    /** One instance with its configuration, secrets masked. */
    @GET
    @Path("instances/{id}")
    public ObjectNode read(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Caller caller = callers.require(authorization);
        Instance instance = instances.require(caller, Ids.parse(id, "instance"));
        Element element = catalog.require(instance.elementKey());
        ObjectNode json = Json.MAPPER.valueToTree(overviews.require(caller, instance.id()));
        json.put("token", Mask.TEXT);
        json.put("externalAuthentication", instance.externalAuthentication().wire());
        json.putObject("owner")
                .put("id", instance.owner().id())
                .put("email", instance.owner().email());
        ArrayNode entries = json.putArray("configuration");
        InstanceReply.shown(instance, Configuration.of(element, instance))
                .forEach((key, value) -> entry(entries.addObject(), element, key, value));
        return json;
    }

    /** The value of a secret: {@code {"password", "what"}}, where what is {@code token} or a configuration key. */
    @POST
    @Path("instances/{id}/reveal")
    public Map<String, String> reveal(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id, byte[] body) {
        Caller caller = callers.require(authorization);
        Instance instance = instances.require(caller, Ids.parse(id, "instance"));
        JsonNode given = Json.tree(body, "request body");
        String what = text(given, "what");
        login.confirm(caller, text(given, "password"));
        requireOwn(caller, instance, what);
        String value = secret(instance, what)
                .orElseThrow(() -> new NotFound("The instance " + id + " has no value for " + what));
        database.jdbi()
                .useTransaction(handle -> audit.append(
                        handle,
                        caller.organizationId(),
                        "user " + caller.userId(),
                        "secret shown",
                        "instance " + instance.id(),
                        Json.MAPPER.createObjectNode().put("what", what)));
        return Map.of("value", value);
    }

    /** Who connects an account with the organization's application need not know its secret. */
    private void requireOwn(Caller caller, Instance instance, String what) {
        if (caller.administrator() || !what.equals("oauth.api.secret")) {
            return;
        }
        Optional<String> kept = applications
                .find(caller.organizationId(), catalog.require(instance.elementKey()))
                .map(StoredApplication::apiSecret);
        if (kept.isPresent() && kept.equals(secret(instance, what))) {
            throw new Forbidden("This is the secret of the organization's application for " + instance.elementKey()
                    + ", which only administrators may read; ask one");
        }
    }

    private Optional<String> secret(Instance instance, String what) {
        return switch (what) {
            case "token" -> Optional.of(instance.token());
            case "oauth.user.token" ->
                instance.credential().map(pair -> pair.token().access());
            case "oauth.user.refresh_token" ->
                instance.credential().flatMap(pair -> pair.token().refresh());
            // Only what was given for this instance: a default may be a secret of the element's author.
            default -> Optional.ofNullable(instance.settings().get(what)).flatMap(Instance.Setting::value);
        };
    }

    private static void entry(ObjectNode json, Element element, String key, Optional<String> shown) {
        Optional<ConfigurationEntry> declared = element.entry(key);
        json.put("key", key)
                .put("name", declared.map(ConfigurationEntry::name).orElse(ownName(key)))
                .put("value", shown.orElse(null))
                .put("secret", SecretKeys.isSecret(element, key))
                .put(
                        "hidden",
                        declared.map(entry -> entry.hideFromConsole() || entry.internal())
                                .orElse(false));
    }

    /** What the platform adds is declared by no element. */
    private static String ownName(String key) {
        return key.equals(SecretKeys.WEBHOOK_SECRET) ? "Event signing secret" : key;
    }

    private static Optional<String> parameter(UriInfo uri, String name) {
        return Optional.ofNullable(uri.getQueryParameters().getFirst(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> StorableText.require(text, name));
    }

    private static String text(JsonNode json, String member) {
        return Optional.of(json.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new BadRequest("The member " + member + " is missing; send it as a text"));
    }
}
