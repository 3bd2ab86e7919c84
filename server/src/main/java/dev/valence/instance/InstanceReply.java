package dev.valence.instance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.credential.CredentialState;
import dev.valence.credential.OAuthToken;
import dev.valence.element.ConfigurationEntry;
import dev.valence.element.Element;
import dev.valence.element.ElementView;
import dev.valence.http.Json;
import dev.valence.http.Mask;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON forms of an instance; secrets appear as {@link Mask#TEXT}, and provider data never. */
final class InstanceReply {
    private InstanceReply() {}

    /** The whole instance. */
    static ObjectNode full(Instance instance, Element element) {
        Configuration configuration = Configuration.of(element, instance);
        ObjectNode json = brief(instance, element);
        json.set("element", ElementView.ofInstance(element));
        json.put("elementId", element.id());
        json.putArray("provisionInteractions");
        json.put("maxCacheSize", instance.switches().maxCacheSize());
        json.put("cacheTimeToLive", instance.switches().cacheTimeToLive());
        json.put("cachingEnabled", instance.switches().cachingEnabled());
        ObjectNode values = json.putObject("configuration");
        shown(instance, configuration).forEach((key, value) -> values.put(key, value.orElse(null)));
        json.put("eventsEnabled", configuration.isOn("event.notification.enabled"));
        configuration.get("event.notification.callback.url").ifPresent(url -> {
            json.put("eventsNotificationCallbackUrl", url);
            if (configuration.isOn("event.notification.enabled")) {
                // A subscription has the id of its instance.
                json.put("subscriptionId", instance.id());
            }
        });
        json.put("traceLoggingEnabled", instance.switches().traceLogging());
        json.put("externalAuthentication", instance.externalAuthentication().wire());
        return json;
    }

    /** The short form of lists that ask for it. */
    static ObjectNode brief(Instance instance, Element element) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", instance.id());
        json.put("name", instance.name());
        json.put(
                "createdDate",
                instance.createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put(
                "updatedDate",
                instance.updatedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("token", instance.token());
        json.putObject("element")
                .put("id", element.id())
                .put("key", element.key())
                .put("name", element.name())
                .put("hub", element.hub());
        ArrayNode tags = json.putArray("tags");
        instance.tags().forEach(tags::add);
        json.put("valid", valid(instance));
        json.put("disabled", instance.switches().disabled());
        json.putObject("user")
                .put("id", instance.owner().id())
                .put("emailAddress", instance.owner().email())
                .put("firstName", instance.owner().firstName())
                .put("lastName", instance.owner().lastName());
        return json;
    }

    /** The configuration entries one by one. */
    static ArrayNode entries(Instance instance, Element element) {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        Map<String, Optional<String>> shown = shown(instance, Configuration.of(element, instance));
        instance.settings()
                .sequencedValues()
                .forEach(setting ->
                        entries.add(entry(setting, shown.getOrDefault(setting.key(), Optional.empty()), element)));
        return entries;
    }

    /** One configuration entry with the value to show. */
    static ObjectNode entry(Instance.Setting setting, Optional<String> shown, Element element) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", setting.id());
        json.put("key", setting.key());
        json.put("propertyValue", shown.orElse(null));
        element.entry(setting.key()).ifPresent(declared -> describe(json, declared));
        return json;
    }

    private static void describe(ObjectNode json, ConfigurationEntry declared) {
        json.put("name", declared.name());
        json.put("type", declared.type().wire());
        json.put("required", declared.required());
        json.put("internal", declared.internal());
        json.put("hideFromConsole", declared.hideFromConsole());
    }

    /** What a reply shows for every key: the value in force, a mask for a secret that is set, or nothing. */
    static Map<String, Optional<String>> shown(Instance instance, Configuration configuration) {
        Map<String, Optional<String>> shown = new LinkedHashMap<>();
        configuration.all().forEach((key, value) -> {
            // A default of an element's author is no secret of this instance, and not this caller's to see either.
            shown.put(key, SecretKeys.isSecret(configuration.element(), key) ? value.map(secret -> Mask.TEXT) : value);
        });
        tokenEntries(instance).forEach((key, value) -> shown.put(key, Optional.of(value)));
        return shown;
    }

    /** The secret of deliveries that a change gave the instance, to be shown in the reply to that change. */
    static Optional<String> madeSecret(Optional<Instance> before, Instance after) {
        Optional<String> now = deliverySecret(after);
        return now.equals(before.flatMap(InstanceReply::deliverySecret)) ? Optional.empty() : now;
    }

    private static Optional<String> deliverySecret(Instance instance) {
        return Optional.ofNullable(instance.settings().get(SecretKeys.WEBHOOK_SECRET))
                .flatMap(Instance.Setting::value);
    }

    /** The entries that stand for the credential, in the form they are shown. */
    static Map<String, String> tokenEntries(Instance instance) {
        Map<String, String> entries = new LinkedHashMap<>();
        instance.credential().ifPresent(credential -> {
            OAuthToken token = credential.token();
            entries.put("oauth.user.token", Mask.TEXT);
            token.refresh().ifPresent(secret -> entries.put("oauth.user.refresh_token", Mask.TEXT));
            token.life()
                    .map(Duration::toSeconds)
                    .ifPresent(seconds -> entries.put("oauth.user.refresh_interval", Long.toString(seconds)));
            entries.put(
                    "oauth.user.refresh_time", Long.toString(token.issuedAt().toEpochMilli()));
        });
        return entries;
    }

    private static boolean valid(Instance instance) {
        return instance.credential()
                .map(credential -> credential.state() == CredentialState.WORKING)
                .orElse(true);
    }
}
