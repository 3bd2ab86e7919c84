package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.http.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a webhook waits for.
 *
 * @param resource a resource or {@code all}
 * @param event an event or {@code all}
 * @param filter name to value; all must hold
 * @param filterText the filter as it was given
 */
record WebhookTrigger(String resource, String event, Map<String, String> filter, Optional<String> filterText) {
    static final String ALL = "all";

    /** What a subscription to everything covers. */
    private static final List<String> COVERED = List.of("memberships", "messages", "rooms");

    private static final Map<String, String> IDS =
            Map.of("roomId", Ids.ROOM, "personId", Ids.PEOPLE, "messageId", Ids.MESSAGE);
    private static final Set<String> FLAGS = Set.of("hasFiles", "hasAttachments", "isModerator", "isLocked");

    /** Filters about people whose meetings are not the caller's own. */
    private static final Set<String> ORG_FILTERS = Set.of("hostEmail", "hostUserId", "ownerEmail", "ownerId");

    /**
     * Checks a subscription; {@code org} is whether it is one of the whole organization.
     *
     * @throws dev.valence.sandbox.http.Refusal 400 for an unknown pair of resource and event, or a filter that the
     *     resource does not have
     */
    static WebhookTrigger of(String resource, String event, Optional<String> filterText, boolean org) {
        Map<String, String> filter = filterText.map(WebhookTrigger::parse).orElse(Map.of());
        if (resource.equals(ALL)) {
            if (!List.of("created", "updated", "deleted", ALL).contains(event)) {
                throw Refusals.bad("invalid value for event: " + event);
            }
            if (!filter.isEmpty()) {
                throw Refusals.bad("invalid value for filter: "
                        + filter.keySet().iterator().next());
            }
            return new WebhookTrigger(resource, event, filter, filterText);
        }
        WebhookResource known = WebhookResource.named(resource)
                .orElseThrow(() -> Refusals.bad("invalid value for resource: " + resource));
        if (!event.equals(ALL) && !known.events().contains(event)) {
            throw Refusals.bad("invalid value for event: " + event);
        }
        filter.forEach((name, value) -> {
            boolean allowed = org || !ORG_FILTERS.contains(name);
            boolean valid = known.filters().contains(name) && allowed && validValue(name, value);
            if (!valid) {
                throw Refusals.bad("invalid value for filter: " + name);
            }
        });
        Map<String, String> canonical = new LinkedHashMap<>();
        filter.forEach((name, value) -> canonical.put(name, canonical(name, value)));
        return new WebhookTrigger(resource, event, Map.copyOf(canonical), filterText);
    }

    /** Ids in their public form, for a bare UUID is taken too, and addresses in lower case. */
    private static String canonical(String name, String value) {
        if (name.equals("personEmail")) {
            return value.toLowerCase(Locale.ROOT);
        }
        if (name.equals("mentionedPeople")) {
            return Stream.of(value.split(","))
                    .map(String::strip)
                    .map(who -> who.equals("me") ? who : canonical("personId", who))
                    .collect(Collectors.joining(","));
        }
        return Optional.ofNullable(IDS.get(name))
                .flatMap(type -> Ids.uuid(type, value).map(uuid -> Ids.of(type, uuid)))
                .orElse(value);
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> filter = new LinkedHashMap<>();
        Parameters.parse(text).values().forEach((name, values) -> filter.put(name, values.getFirst()));
        return Map.copyOf(filter);
    }

    private static boolean validValue(String name, String value) {
        if (FLAGS.contains(name)) {
            return value.equals("true") || value.equals("false");
        }
        if (name.equals("roomType") || name.equals("type")) {
            return value.equals("direct") || value.equals("group");
        }
        if (name.equals("mentionedPeople")) {
            return !value.isBlank()
                    && Stream.of(value.split(","))
                            .map(String::strip)
                            .allMatch(who -> who.equals("me") || isId("personId", who));
        }
        return !value.isBlank() && (!IDS.containsKey(name) || isId(name, value));
    }

    private static boolean isId(String name, String value) {
        return Ids.uuid(IDS.getOrDefault(name, ""), value).isPresent();
    }

    /** The scopes of everything that it waits for; all are needed. */
    Set<String> scopes() {
        return resource.equals(ALL)
                ? Set.of("spark:messages_read", "spark:memberships_read", "spark:rooms_read")
                : WebhookResource.named(resource)
                        .map(known -> Set.of(known.scope()))
                        .orElse(Set.of());
    }

    /** Whether a webhook of the whole organization may wait for this. */
    boolean orgWide() {
        return WebhookResource.named(resource).map(WebhookResource::orgWide).orElse(false);
    }

    /** Whether it watches the same part of the same resource, whatever its event. */
    boolean watchesSameAs(WebhookTrigger other) {
        return resource.equals(other.resource) && filter.equals(other.filter);
    }

    /** Whether it waits for this change; {@code me} is its creator's public id. */
    boolean wants(Happening happening, String me) {
        boolean resourceFits =
                resource.equals(ALL) ? COVERED.contains(happening.resource()) : resource.equals(happening.resource());
        return resourceFits
                && (event.equals(ALL) || event.equals(happening.type()))
                && filter.entrySet().stream().allMatch(entry -> holds(entry.getKey(), entry.getValue(), happening, me));
    }

    private static boolean holds(String name, String value, Happening happening, String me) {
        JsonNode data = happening.data();
        return switch (name) {
            case "hasFiles" -> data.has("files") == value.equals("true");
            case "hasAttachments" -> data.has("attachments") == value.equals("true");
            case "isModerator", "isLocked" -> data.path(name).asBoolean() == value.equals("true");
            case "personEmail" -> data.path(name).asText().equalsIgnoreCase(value);
            case "mentionedPeople" ->
                Stream.of(value.split(","))
                        .map(who -> who.strip().equals("me") ? me : who.strip())
                        .anyMatch(who -> data.path(name)
                                .valueStream()
                                .anyMatch(id -> id.asText().equals(who)));
            default -> data.path(name).asText().equals(value);
        };
    }
}
