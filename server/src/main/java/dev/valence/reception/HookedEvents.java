package dev.valence.reception;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.event.EventObject;
import dev.valence.event.EventSource;
import dev.valence.event.ProviderDate;
import dev.valence.http.ScriptFailure;
import dev.valence.http.StorableText;
import dev.valence.hub.HookRuns;
import dev.valence.instance.Connection;
import dev.valence.mapping.Mappings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Reads a provider's post by the event hooks of its element. */
@Singleton
final class HookedEvents {
    private static final Logger LOG = Logger.getLogger(HookedEvents.class);
    private static final String UNKNOWN = "UNKNOWN";
    private static final Set<String> TYPES = Set.of("CREATED", "UPDATED", "DELETED", UNKNOWN);
    /** The platform's own credentials, where a client of the platform posts. */
    private static final Set<String> SECRET = Set.of("authorization", "cookie");

    private final HookRuns runs;
    private final Mappings mappings;

    HookedEvents(HookRuns runs, Mappings mappings) {
        this.runs = runs;
        this.mappings = mappings;
    }

    /**
     * The notifications of a post, which have no identity: a hook sees to doubles by itself.
     *
     * @param most objects of one notification
     * @param now the time of what tells none
     * @throws Refused when a hook fails: what it has not seen may be forged
     */
    List<Normalizer.Notification> notifications(
            Connection connection, Post post, EventSource source, JsonNode body, int most, Instant now) {
        WantedObjects wanted = WantedObjects.of(connection, mappings);
        List<EventObject> objects = run(connection, events(post, source, body)).stream()
                .map(event -> object(event, now))
                .filter(object -> wanted.choice().wants(object.objectType(), object.objectType()))
                .toList();
        List<Normalizer.Notification> notifications = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += most) {
            notifications.add(new Normalizer.Notification(
                    wanted.named(objects.subList(from, Math.min(objects.size(), from + most))), Optional.empty()));
        }
        return notifications;
    }

    private List<JsonNode> run(Connection connection, JsonNode events) {
        try {
            return runs.events(connection, events);
        } catch (ScriptFailure e) {
            // Not to whoever posts, who may be anybody, and no script's words into the log.
            LOG.warnf(
                    "An event hook of the element %s failed for instance %d; the post was refused",
                    connection.element().key(), connection.instanceId());
            LOG.debug("The event hook's failure", e);
            throw new Refused(
                    Refusal.HOOK, new ScriptFailure(500, "The element's event hook failed; the post is not taken"));
        }
    }

    /** The post with its headers, each under its name in lower case; an array has no room for them. */
    private static JsonNode events(Post post, EventSource source, JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            return body;
        }
        ObjectNode events = object.deepCopy();
        ObjectNode headers = events.putObject("eventHeaders");
        Map<String, String> sorted = new TreeMap<>(post.headers());
        sorted.forEach((name, value) -> {
            if (source == EventSource.WEBHOOK || !SECRET.contains(name)) {
                headers.put(name, value);
            }
        });
        return events.put("eventId", UUID.randomUUID().toString());
    }

    private static EventObject object(JsonNode event, Instant now) {
        String type = text(event, "event_type");
        String object = text(event, "event_object_type");
        return new EventObject(
                object.isEmpty() ? "unknown" : object,
                text(event, "event_object_id"),
                TYPES.contains(type) ? type : UNKNOWN,
                ProviderDate.read(text(event, "event_date")).orElse(now));
    }

    private static String text(JsonNode event, String name) {
        JsonNode value = event.path(name);
        return value.isValueNode() && !value.isNull()
                ? StorableText.of(value.asText()).orElse("")
                : "";
    }
}
