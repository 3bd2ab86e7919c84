package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Resource;
import dev.valence.element.ResourceMatch;
import dev.valence.element.VendorCall;
import dev.valence.http.ApiException;
import dev.valence.instance.Connection;
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

    public ProviderObjects(ProviderCalls calls) {
        this.calls = calls;
    }

    /**
     * The object as the element's resource {@code GET /<objectType>/{id}} reads it.
     *
     * @return empty when the element has no such resource, and when the provider does not give the object just now
     */
    public Optional<JsonNode> find(Connection connection, String objectType, String id) {
        String path = "/" + objectType + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        return connection.element().resource("GET", path).flatMap(match -> read(connection, match));
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
