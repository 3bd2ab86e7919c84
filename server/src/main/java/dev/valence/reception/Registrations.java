package dev.valence.reception;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.Element;
import dev.valence.element.WebhookEvent;
import dev.valence.element.WebhookList;
import dev.valence.element.WebhookRegistration;
import dev.valence.element.Webhooks;
import dev.valence.event.InstanceCode;
import dev.valence.event.ObjectChoice;
import dev.valence.http.ApiException;
import dev.valence.http.ProviderFailure;
import dev.valence.hub.ProviderCalls;
import dev.valence.instance.Connection;
import dev.valence.instance.Instances;
import dev.valence.mapping.Mappings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The webhooks of instances at their providers: made, compared with what should be there, mended and taken away. */
@Singleton
class Registrations {
    private static final Logger LOG = Logger.getLogger(Registrations.class);
    /** Keeps the same ids under the name that the wire contract has. */
    private static final String SUBSCRIPTION = "event.notification.subscription.id";

    private final ProviderCalls calls;
    private final Instances instances;
    private final Mappings mappings;
    private final String publicUrl;

    Registrations(
            ProviderCalls calls,
            Instances instances,
            Mappings mappings,
            @ConfigProperty(name = "valence.public-url") String publicUrl) {
        this.calls = calls;
        this.instances = instances;
        this.mappings = mappings;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** What had to be done: webhooks that were not there, and such as were there and did not work. */
    record Mended(int made, int revived) {
        static final Mended NOTHING = new Mended(0, 0);

        boolean any() {
            return made + revived > 0;
        }
    }

    /** A webhook as the provider lists it. */
    private record Listed(String id, String pair, boolean right) {}

    /** How an element's webhooks are registered; empty when people do that by hand. */
    static Optional<WebhookRegistration> of(Element element) {
        return element.webhooks().flatMap(Webhooks::registration);
    }

    /** Whether the instance has webhooks that the platform registered. */
    static boolean has(Connection connection) {
        return of(connection.element())
                .flatMap(how -> connection.configuration().get(how.ids()))
                .isPresent();
    }

    /**
     * Makes the provider's webhooks what they should be: missing ones are made, those that are off or point elsewhere are
     * mended, doubles and those that are not wanted any more are removed.
     *
     * @throws ApiException when the provider refuses; what was made by this call is taken away again
     */
    Mended mend(Connection connection) {
        Optional<WebhookRegistration> how = of(connection.element());
        if (how.isEmpty()) {
            return Mended.NOTHING;
        }
        Map<String, WebhookEvent> wanted = wanted(connection);
        Map<String, String> ids = new LinkedHashMap<>();
        List<String> surplus = new ArrayList<>();
        int revived = 0;
        for (Listed listed : listed(connection, how.get())) {
            WebhookEvent rule = wanted.get(listed.pair());
            boolean mendable = listed.right() || how.get().revive().isPresent();
            if (rule == null || ids.containsKey(listed.pair()) || !mendable) {
                surplus.add(listed.id());
                continue;
            }
            if (!listed.right()) {
                calls.call(connection, how.get().revive().orElseThrow(), variables(connection, rule, listed.id()));
                revived++;
            }
            ids.put(listed.pair(), listed.id());
        }
        int made = make(connection, how.get(), wanted, ids);
        surplus.forEach(id -> remove(connection, how.get(), id));
        keep(connection, how.get(), ids.values());
        return new Mended(made, revived);
    }

    /** Takes the instance's webhooks away as far as the provider answers; what is left there meets a 404. */
    void removeAll(Connection connection, long deadline) {
        of(connection.element()).ifPresent(how -> {
            for (String id : known(connection, how)) {
                if (System.nanoTime() < deadline) {
                    remove(connection, how, id);
                }
            }
        });
    }

    /** Forgets the ids of webhooks that were taken away. */
    void forget(Connection connection) {
        of(connection.element()).ifPresent(how -> keep(connection, how, List.of()));
    }

    private int make(
            Connection connection, WebhookRegistration how, Map<String, WebhookEvent> wanted, Map<String, String> ids) {
        List<String> made = new ArrayList<>();
        for (Map.Entry<String, WebhookEvent> entry : wanted.entrySet()) {
            if (ids.containsKey(entry.getKey())) {
                continue;
            }
            WebhookEvent rule = entry.getValue();
            try {
                JsonNode reply = calls.call(connection, how.create(), variables(connection, rule, ""));
                String id = reply.at(how.id()).asText();
                if (id.isEmpty()) {
                    throw new ProviderFailure(
                            502, connection.element().name() + " registered a webhook and did not say its id");
                }
                made.add(id);
                ids.put(entry.getKey(), id);
            } catch (ApiException e) {
                made.forEach(id -> remove(connection, how, id));
                throw explained(connection, rule, e);
            }
        }
        return made.size();
    }

    private static ApiException explained(Connection connection, WebhookEvent rule, ApiException failure) {
        boolean refused = failure.status() == 403 || failure.status() == 401;
        if (!refused || rule.scope().isEmpty()) {
            return failure;
        }
        return new ProviderFailure(
                failure.status(),
                connection.element().name() + " registers no webhook for " + rule.resource() + " " + rule.event()
                        + ": the consent lacks the scope " + rule.scope().get()
                        + "; connect the account again with it, or leave the object out of " + ObjectChoice.KEY,
                failure.providerMessage(),
                failure.retryAfter());
    }

    private void remove(Connection connection, WebhookRegistration how, String id) {
        try {
            calls.call(connection, how.remove(), Map.of("id", id));
        } catch (ApiException e) {
            // 404 is what was wanted; for the rest, its posts meet a 404 and the provider gives up.
            LOG.debugf("Webhook of instance %d was not removed: %s", connection.instanceId(), e.getMessage());
        }
    }

    private void keep(Connection connection, WebhookRegistration how, Collection<String> ids) {
        Optional<String> value = Optional.of(String.join(",", ids)).filter(text -> !text.isEmpty());
        if (!connection.configuration().get(how.ids()).equals(value)) {
            Map<String, Optional<String>> values = new HashMap<>();
            values.put(how.ids(), value);
            values.put(SUBSCRIPTION, value);
            instances.configure(connection.element(), connection.instanceId(), values);
        }
    }

    /** Those that call our address, and those that we made and that call another one by now. */
    private List<Listed> listed(Connection connection, WebhookRegistration how) {
        List<String> known = known(connection, how);
        if (how.find().isEmpty()) {
            // Without a list there is only our own word, in the order in which they are made.
            List<String> pairs = List.copyOf(wanted(connection).keySet());
            List<Listed> listed = new ArrayList<>();
            for (int i = 0; i < Math.min(known.size(), pairs.size()); i++) {
                listed.add(new Listed(known.get(i), pairs.get(i), true));
            }
            return listed;
        }
        WebhookList list = how.find().get();
        String target = target(connection);
        String secret = secret(connection);
        List<Listed> listed = new ArrayList<>();
        for (JsonNode page : calls.pages(connection, list.call())) {
            for (JsonNode item : page.at(list.items())) {
                String id = item.at(list.id()).asText();
                boolean here = item.at(list.targetUrl()).asText().equals(target);
                boolean active = list.status()
                        .map(place -> item.at(place).asText().equalsIgnoreCase(list.active()))
                        .orElse(true);
                boolean signed = list.secret()
                        .map(item::at)
                        .filter(JsonNode::isTextual)
                        .map(shown -> shown.asText().equals(secret))
                        .orElse(true);
                if (here || known.contains(id)) {
                    String pair = pair(
                            item.at(list.resource()).asText(),
                            item.at(list.event()).asText());
                    listed.add(new Listed(id, pair, here && active && signed));
                }
            }
        }
        return listed;
    }

    /** The objects that webhooks can be registered for, by their names in the hub and at the vendor. */
    static Set<String> objects(Element element) {
        return element.webhooks().stream()
                .flatMap(webhooks -> webhooks.events().stream())
                .filter(WebhookEvent::registered)
                .flatMap(rule -> Stream.of(rule.objectType(), rule.resource()))
                .collect(Collectors.toSet());
    }

    private Map<String, WebhookEvent> wanted(Connection connection) {
        ObjectChoice choice = WantedObjects.of(connection, mappings).choice();
        return connection.element().webhooks().stream()
                .flatMap(webhooks -> webhooks.events().stream())
                .filter(WebhookEvent::registered)
                .filter(rule -> choice.wants(rule.objectType(), rule.resource()))
                .collect(Collectors.toMap(
                        rule -> pair(rule.resource(), rule.event()),
                        rule -> rule,
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private Map<String, String> variables(Connection connection, WebhookEvent rule, String id) {
        return Map.of(
                "name", "Valence " + connection.instanceId() + " " + rule.resource() + " " + rule.event(),
                "targetUrl", target(connection),
                "resource", rule.resource(),
                "event", rule.event(),
                "secret", secret(connection),
                "id", id);
    }

    private String target(Connection connection) {
        return publicUrl + "/elements/api-v2/events/" + connection.element().key() + "/"
                + InstanceCode.of(connection.instanceId());
    }

    private static String secret(Connection connection) {
        return connection
                .element()
                .signature()
                .flatMap(signature -> connection.configuration().get(signature.key()))
                .orElse("");
    }

    private static List<String> known(Connection connection, WebhookRegistration how) {
        return connection.configuration().get(how.ids()).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static String pair(String resource, String event) {
        return resource + " " + event;
    }
}
