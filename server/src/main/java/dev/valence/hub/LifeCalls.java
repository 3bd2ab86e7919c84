package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Element;
import dev.valence.element.Resource;
import dev.valence.element.ResourceType;
import dev.valence.http.Json;
import dev.valence.http.ProviderFailure;
import dev.valence.instance.Configuration;
import dev.valence.instance.Connection;
import dev.valence.instance.InstanceLife;
import dev.valence.provider.ProviderReply;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes the calls of an element that belong to the life of its instances: the resources of the types {@code onProvision} and then
 * {@code provisionAuthValidation} when an instance is made, those of the type {@code onDelete} before it ends, also one that was refused in the making. They go through the
 * hub, so that they have hooks, limits, tokens and a place in the activity like a caller's.
 */
@Singleton
class LifeCalls implements InstanceLife {
    private static final Logger LOG = Logger.getLogger(LifeCalls.class);
    private static final Set<ResourceType> TYPES =
            Set.of(ResourceType.ON_PROVISION, ResourceType.PROVISION_AUTH_VALIDATION, ResourceType.ON_DELETE);

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** How long an end waits for the provider. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private static final int ERROR_LIMIT = 1 << 20;

    private final OwnCalls calls;

    LifeCalls(OwnCalls calls) {
        this.calls = calls;
    }

    /** The resource that a call of this process is for, when it is such a one. */
    static Optional<Resource> resource(Element element, Incoming incoming, OwnKey own) {
        return incoming.header(OwnCalls.RESOURCE_HEADER)
                .filter(id -> own.opens(incoming.authorization()))
                .flatMap(id -> element.resources().stream()
                        .filter(resource -> TYPES.contains(resource.type())
                                && Long.toString(resource.id()).equals(id))
                        .findFirst());
    }

    @Override
    public Map<String, Optional<String>> additions(Optional<Configuration> before, Configuration after) {
        return Map.of();
    }

    @Override
    public void made(Connection now) {
        call(now, ResourceType.ON_PROVISION, LIMIT);
        call(now, ResourceType.PROVISION_AUTH_VALIDATION, LIMIT);
    }

    @Override
    public void unmade(Connection last) {
        ending(last);
    }

    @Override
    public void stored(Optional<Configuration> before, Connection now, boolean consented) {
        // What there is to do is done when it is made.
    }

    @Override
    public void ending(Connection last) {
        try {
            call(last, ResourceType.ON_DELETE, FAREWELL);
        } catch (RuntimeException e) {
            // Whatever it was, the instance can end.
            LOG.infof("The end of instance %d is not known to its provider: %s", last.instanceId(), e.getMessage());
        }
    }

    private void call(Connection connection, ResourceType type, Duration limit) {
        Element element = connection.element();
        element.resources().stream()
                .filter(resource -> resource.type() == type)
                .forEach(resource -> call(connection, resource, limit));
    }

    private void call(Connection connection, Resource resource, Duration limit) {
        OwnCalls.Request request = new OwnCalls.Request(
                resource.method(),
                path("/hubs/" + connection.element().hub() + resource.path()),
                Map.of("Accept", "application/json", OwnCalls.RESOURCE_HEADER, Long.toString(resource.id())),
                BodyPublishers.noBody(),
                limit);
        try (OwnCalls.Reply reply = calls.through(connection.instanceId(), request)) {
            if (reply.status() / 100 != 2) {
                throw refusal(resource, reply.whole(ERROR_LIMIT));
            }
        }
    }

    /** The resource is named by its id; the path is for who looks at the call, and may have any characters. */
    private static String path(String text) {
        try {
            return new URI(null, null, text, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProviderFailure refusal(Resource resource, ProviderReply reply) {
        JsonNode fault = json(reply.body());
        String providerMessage = fault.path("providerMessage").asText();
        return new ProviderFailure(
                reply.status(),
                "The " + resource.type().wire() + " resource " + resource + " failed: "
                        + fault.path("message").asText("status " + reply.status()),
                providerMessage.isEmpty() ? Optional.empty() : Optional.of(providerMessage),
                Optional.empty());
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return Json.MAPPER.missingNode();
        }
    }
}
