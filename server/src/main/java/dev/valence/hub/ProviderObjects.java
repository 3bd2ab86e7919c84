package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Resource;
import dev.valence.element.ResourceMatch;
import dev.valence.element.VendorCall;
import dev.valence.http.ApiException;
import dev.valence.http.Json;
import dev.valence.instance.Connection;
import dev.valence.mapping.Mappings;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads one object of a provider for the platform's own use; for threads that may block. */
@Singleton
public class ProviderObjects {
    private static final Logger LOG = Logger.getLogger(ProviderObjects.class);

    private final ProviderCalls calls;
    private final HubCalls hub;
    private final Mappings mappings;

    public ProviderObjects(ProviderCalls calls, HubCalls hub, Mappings mappings) {
        this.calls = calls;
        this.hub = hub;
        this.mappings = mappings;
    }

    /**
     * The object as the element's resource {@code GET /<objectType>/{id}} reads it, by its hooks where it has any, or mapped when
     * that is the name of one of the application's own objects.
     *
     * @return empty when the element has no such resource, and when the provider does not give the object just now
     */
    public Optional<JsonNode> find(Connection connection, String objectType, String id) {
        String path = "/" + objectType + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        Optional<ResourceMatch> match = connection.element().resource("GET", path);
        boolean throughHub = match.map(found -> !found.resource().hooks().none())
                .orElseGet(() -> mappings.of(connection).containsKey(objectType));
        if (throughHub) {
            return throughHub(connection, objectType, id);
        }
        return match.flatMap(found -> read(connection, found));
    }

    private Optional<JsonNode> throughHub(Connection connection, String name, String id) {
        String path = "/hubs/" + connection.element().hub() + "/" + encoded(name) + "/" + encoded(id);
        try {
            HubCalls.Reply reply = hub.get(connection.instanceId(), path);
            return reply.status() == 200
                    ? Optional.of(Json.tree(reply.body(), "reply")).filter(JsonNode::isObject)
                    : Optional.empty();
        } catch (ApiException e) {
            LOG.debugf("%s of instance %d was not read: %s", name, connection.instanceId(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Optional<JsonNode> read(Connection connection, ResourceMatch match) {
        Resource resource = match.resource();
        Map<String, String> variables = new LinkedHashMap<>();
        match.pathVariables()
                .forEach((name, value) -> variables.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8)));
        try {
            VendorCall call = new VendorCall(resource.vendorMethod(), resource.vendorPath(), Optional.empty());
            return Optional.of(calls.call(connection, call, variables)).filter(JsonNode::isObject);
        } catch (ApiException e) {
            LOG.debugf("%s of instance %d was not read: %s", resource, connection.instanceId(), e.getMessage());
            return Optional.empty();
        }
    }
}
