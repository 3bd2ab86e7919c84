package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A connector definition. Immutable; everything that a call needs is indexed.
 *
 * @param configuration by key, in the order of the element
 * @param parameters apply to every call
 * @param eventHooks scripts that say what the vendor's posts tell of, in order
 * @param paging of lists, unless a resource has its own
 * @param errorMessages where the vendor's error bodies hold a text, the first that exists wins
 * @param idempotencyHeader the header that the vendor tells repeated requests by
 * @param polling how objects are polled, in the form of {@code event.poller.configuration}; read only
 * @param samples object name to one example of it; read only
 * @param routes finds resources
 * @param json the whole element JSON, defaults filled in; read only, and may hold secret defaults
 */
public record Element(
        long id,
        String key,
        String name,
        String hub,
        Optional<String> description,
        AuthenticationType authentication,
        SequencedMap<String, ConfigurationEntry> configuration,
        List<Parameter> parameters,
        List<Resource> resources,
        List<Hook> eventHooks,
        List<ElementObject> objects,
        Paging paging,
        List<JsonPointer> errorMessages,
        Optional<Signature> signature,
        Optional<Webhooks> webhooks,
        Optional<String> idempotencyHeader,
        Optional<JsonNode> polling,
        boolean useModelsForMetadata,
        Map<String, JsonNode> samples,
        ResourceTree routes,
        JsonNode json) {

    /** Whether it says how its objects are polled. */
    public boolean polls() {
        return polling.isPresent() || entry("event.poller.configuration").isPresent();
    }

    /** The entry of a configuration key. */
    public Optional<ConfigurationEntry> entry(String configurationKey) {
        return Optional.ofNullable(configuration.get(configurationKey));
    }

    /** The default of a configuration key. */
    public Optional<String> defaultOf(String configurationKey) {
        return entry(configurationKey).flatMap(ConfigurationEntry::defaultValue);
    }

    /**
     * Finds the resource of a call; literal segments win over variables.
     *
     * @param path without {@code /hubs/{hub}} and without query, as sent (percent-encoded)
     */
    public Optional<ResourceMatch> resource(String method, String path) {
        return routes.find(method, path);
    }

    /** The verbs that a path knows, sorted; empty when no resource has such a path. */
    public Set<String> methodsOf(String path) {
        return routes.methodsOf(path);
    }

    /** Whether the provider takes a proof key with an authorization (RFC 7636). */
    public boolean pkce() {
        return json.path("authentication").path("pkce").asBoolean();
    }

    /** The resource that tells whether the vendor accepts an instance's credentials. */
    public Optional<Resource> ping() {
        return resource("GET", "/ping").map(ResourceMatch::resource);
    }

    /** Names only, because the JSON may hold secret defaults. */
    @Override
    public String toString() {
        return "Element[" + id + ", " + key + "]";
    }
}
