package dev.valence.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.AuthenticationType;
import dev.valence.element.Catalog;
import dev.valence.element.ConfigurationEntry;
import dev.valence.element.Element;
import dev.valence.element.ElementFiles;
import dev.valence.element.RedirectUri;
import dev.valence.element.Resource;
import dev.valence.element.ResourceType;
import dev.valence.element.StoredApplications;
import dev.valence.http.Json;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The catalog as the console shows it: what an element offers and needs, and what the organization has of it. */
@Path("/console")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class ConsoleCatalog {
    /** The words of {@code event.vendor.type}, each once: it takes "webhook" too. */
    private static final List<String> EVENT_WAYS = List.of("webhooks", "polling");

    private final Callers callers;
    private final Catalog catalog;
    private final StoredApplications applications;
    private final InstanceOverviews overviews;
    private final RedirectUri redirectUri;

    ConsoleCatalog(
            Callers callers,
            Catalog catalog,
            StoredApplications applications,
            InstanceOverviews overviews,
            RedirectUri redirectUri) {
        this.callers = callers;
        this.catalog = catalog;
        this.applications = applications;
        this.overviews = overviews;
        this.redirectUri = redirectUri;
    }

    /** Every active element in short. */
    @GET
    @Path("catalog")
    public ArrayNode catalog(@HeaderParam("Authorization") Optional<String> authorization) {
        Caller caller = callers.require(authorization);
        Map<String, Integer> counts = overviews.countByElement(caller);
        Set<String> kept = applications.elementKeys(caller.organizationId());
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (Element element : catalog.elements()) {
            if (element.json().path("active").asBoolean()) {
                list.add(brief(element)
                        .put("instances", counts.getOrDefault(element.key(), 0))
                        .put("hasApplication", kept.contains(element.key()))
                        .put("events", hasEvents(element)));
            }
        }
        return list;
    }

    /** One element with all that a person needs to connect it. */
    @GET
    @Path("elements/{keyOrId}")
    public ObjectNode element(
            @HeaderParam("Authorization") Optional<String> authorization, @PathParam("keyOrId") String keyOrId) {
        Caller caller = callers.require(authorization);
        Element element = catalog.require(keyOrId);
        ObjectNode json = brief(element);
        ElementFiles.readme(element).ifPresent(text -> json.put("readme", text));
        json.set("authentication", authentication(element));
        json.set("scopes", scopes(element));
        json.set("resources", resources(element));
        json.set("events", events(element));
        json.set("configuration", configuration(element));
        json.putNull("application");
        applications.find(caller.organizationId(), element).ifPresent(kept -> {
            ObjectNode shown = json.putObject("application").put("apiKey", kept.apiKey());
            kept.callbackUrl().ifPresent(url -> shown.put("callbackUrl", url));
            kept.scope().ifPresent(scope -> shown.put("scope", scope));
        });
        return json.put("instances", overviews.countByElement(caller).getOrDefault(element.key(), 0));
    }

    private static ObjectNode brief(Element element) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", element.id())
                .put("key", element.key())
                .put("name", element.name())
                .put("description", element.description().orElse(""))
                .put("hub", element.hub())
                .put("logo", "/console/elements/" + element.key() + "/icon.svg");
        json.putArray("authentication").add(element.authentication().wire());
        return json;
    }

    private ObjectNode authentication(Element element) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("type", element.authentication().wire())
                .put("pkce", element.pkce());
        if (element.authentication() == AuthenticationType.OAUTH2) {
            json.put("redirectUri", redirectUri.value());
        }
        ArrayNode setup = json.putArray("setup");
        element.json()
                .path("authentication")
                .path("setup")
                .forEach(step -> setup.add(step.asText().replace("{redirectUri}", redirectUri.value())));
        return json;
    }

    private static ArrayNode scopes(Element element) {
        JsonNode described = element.json().path("authentication").path("scopes");
        ArrayNode scopes = Json.MAPPER.createArrayNode();
        Stream.of(element.defaultOf("oauth.scope").orElse("").split("\\s+"))
                .filter(name -> !name.isEmpty())
                .forEach(name -> scopes.addObject()
                        .put("name", name)
                        .put("description", described.path(name).asText("")));
        return scopes;
    }

    private static ArrayNode resources(Element element) {
        ArrayNode resources = Json.MAPPER.createArrayNode();
        for (Resource resource : element.resources()) {
            if (resource.type() == ResourceType.API) {
                resources
                        .addObject()
                        .put("method", resource.method())
                        .put("path", resource.path())
                        .put("description", resource.description().orElse(""))
                        .put("kind", kind(resource));
            }
        }
        return resources;
    }

    private static String kind(Resource resource) {
        return switch (resource.method()) {
            case "GET" -> resource.list() ? "list" : "read";
            case "POST" -> "create";
            case "DELETE" -> "delete";
            default -> "update";
        };
    }

    private static boolean hasEvents(Element element) {
        return takesPosts(element) || element.polls();
    }

    private static boolean takesPosts(Element element) {
        return element.webhooks().isPresent() || !element.eventHooks().isEmpty();
    }

    private static ObjectNode events(Element element) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("supported", hasEvents(element));
        ArrayNode types = json.putArray("types");
        element.webhooks()
                .ifPresent(webhooks -> webhooks.events().stream()
                        // A rule for whatever else may come names nothing that one could look for.
                        .filter(event -> !event.objectType().contains("{"))
                        .map(event -> event.objectType() + " " + event.eventType())
                        .distinct()
                        .forEach(types::add));
        return json;
    }

    /** How events are learnt of is a person's to say where there are two ways. */
    private static boolean isChoice(Element element, ConfigurationEntry entry) {
        return entry.key().equals("event.vendor.type") && takesPosts(element) && element.polls();
    }

    private static ArrayNode configuration(Element element) {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        element.configuration().sequencedValues().stream()
                .filter(ConfigurationEntry::active)
                .sorted(Comparator.comparingInt(ConfigurationEntry::displayOrder))
                .forEach(entry -> describe(entries.addObject(), element, entry));
        return entries;
    }

    private static void describe(ObjectNode json, Element element, ConfigurationEntry entry) {
        boolean secret = SecretKeys.isSecret(element, entry.key());
        json.put("key", entry.key())
                .put("name", entry.name())
                .put("description", entry.description().orElse(""))
                .put("type", entry.type().wire())
                .put("required", entry.required())
                .put("secret", secret)
                .put("hidden", (entry.hideFromConsole() || entry.internal()) && !isChoice(element, entry));
        if (!secret) {
            entry.defaultValue().ifPresent(value -> json.put("default", value));
        }
        List<String> options = isChoice(element, entry) ? EVENT_WAYS : ConfigurationRules.words(element, entry.key());
        if (!options.isEmpty()) {
            options.forEach(json.putArray("options")::add);
        }
    }
}
