package dev.valence.element;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The configuration keys that every element has; an element may declare one itself to change its default. */
final class CommonConfiguration {
    private record Common(
            String key, String name, String description, ConfigurationType type, Optional<String> value, int order) {}

    private static final List<Common> ENTRIES = List.of(
            new Common(
                    "filter.response.nulls",
                    "Leave out nulls",
                    "Whether members that are null are left out of replies",
                    ConfigurationType.BOOLEAN,
                    Optional.of("true"),
                    1),
            new Common(
                    "event.notification.enabled",
                    "Enable events",
                    "Whether events of the vendor are received",
                    ConfigurationType.BOOLEAN,
                    Optional.of("false"),
                    100),
            new Common(
                    "event.vendor.type",
                    "Vendor event type",
                    "How events are learnt of: polling or webhooks",
                    ConfigurationType.TEXTFIELD_32,
                    Optional.of("polling"),
                    101),
            new Common(
                    "event.notification.type",
                    "Event notification type",
                    "How events are passed on: webhook",
                    ConfigurationType.TEXTFIELD_32,
                    Optional.of("webhook"),
                    102),
            new Common(
                    "event.notification.callback.url",
                    "Event notification callback URL",
                    "The http or https address to which events are posted",
                    ConfigurationType.TEXTFIELD_1000,
                    Optional.empty(),
                    103),
            new Common(
                    "event.notification.signature.key",
                    "Event notification signature key",
                    "The key with which posts to the callback are signed",
                    ConfigurationType.PASSWORD,
                    Optional.empty(),
                    104),
            new Common(
                    "event.notification.instance.finder",
                    "Event instance finder",
                    "JSON paths, separated by bars, into a webhook's body whose value tells the instance",
                    ConfigurationType.TEXTFIELD_1000,
                    Optional.of(""),
                    104));

    private CommonConfiguration() {}

    /** Adds the entries that the element does not declare, behind its own. */
    static void addTo(ObjectNode element) {
        if (!(element.path("configuration") instanceof ArrayNode configuration)) {
            return;
        }
        var declared = ElementDefaults.keys(configuration);
        for (Common common : ENTRIES) {
            if (!declared.contains(common.key)) {
                ObjectNode entry = configuration
                        .addObject()
                        .put("key", common.key)
                        .put("name", common.name)
                        .put("description", common.description)
                        .put("type", common.type.wire())
                        .put("displayOrder", common.order);
                String value = common.key.equals("event.vendor.type") && takesPosts(element)
                        ? "webhooks"
                        : common.value.orElse(null);
                if (value != null) {
                    entry.put("defaultValue", value);
                }
            }
        }
    }

    private static boolean takesPosts(ObjectNode element) {
        return element.has("webhooks")
                || element.path("hooks")
                        .valueStream()
                        .anyMatch(hook -> hook.path("type").asText().equals(HookType.EVENT.wire()));
    }
}
