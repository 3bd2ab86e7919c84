package dev.valence.reception;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.element.WebhookEvent;
import dev.valence.element.Webhooks;
import dev.valence.event.EventObject;
import dev.valence.event.Identity;
import dev.valence.event.ObjectChoice;
import dev.valence.event.ProviderDate;
import dev.valence.http.StorableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a provider's post into the words that are the same for all, by what its element says. */
final class Normalizer {
    /** Of one notification. */
    static final int MOST_OBJECTS = 20;

    private static final String UNKNOWN = "UNKNOWN";

    private final Optional<Webhooks> webhooks;
    private final ObjectChoice choice;
    private final Instant now;

    /** @param now the time of what tells none */
    Normalizer(Optional<Webhooks> webhooks, ObjectChoice choice, Instant now) {
        this.webhooks = webhooks;
        this.choice = choice;
        this.now = now;
    }

    /** One notification's worth of objects, and what identifies it. */
    record Notification(List<EventObject> objects, Optional<Identity> identity) {}

    private record Happening(EventObject object, Optional<List<String>> identity) {}

    /**
     * The notifications of a post; none when it is about objects that the instance does not want.
     *
     * @param most objects of one notification
     */
    List<Notification> notifications(JsonNode body, int most) {
        List<Happening> happenings = new ArrayList<>();
        Optional<JsonPointer> items = webhooks.flatMap(Webhooks::items);
        if (items.isPresent() && body.at(items.get()).isArray()) {
            body.at(items.get()).forEach(item -> happening(item).ifPresent(happenings::add));
        } else {
            happening(body).ifPresent(happenings::add);
        }
        List<Notification> notifications = new ArrayList<>();
        for (int from = 0; from < happenings.size(); from += most) {
            List<Happening> part = happenings.subList(from, Math.min(happenings.size(), from + most));
            notifications.add(
                    new Notification(part.stream().map(Happening::object).toList(), identity(part)));
        }
        return notifications;
    }

    private Optional<Happening> happening(JsonNode post) {
        String resource = webhooks.map(known -> text(post, known.resource())).orElse("");
        String event = webhooks.flatMap(Webhooks::event)
                .map(place -> text(post, place))
                .orElse("");
        Optional<WebhookEvent> rule = webhooks.flatMap(known -> known.rule(resource, event));
        String vendorType = resource.isEmpty() ? "unknown" : resource;
        String type = rule.map(found -> found.objectType().replace("{resource}", vendorType))
                .orElse(vendorType);
        if (!choice.wants(type, resource)) {
            return Optional.empty();
        }
        EventObject object = new EventObject(
                type,
                rule.flatMap(found -> first(post, found.objectId())).orElse(""),
                rule.map(WebhookEvent::eventType).orElse(UNKNOWN),
                rule.flatMap(found -> date(post, found.date())).orElse(now));
        return Optional.of(
                new Happening(object, rule.flatMap(found -> identity(post, found.identity(), resource, event))));
    }

    private static Optional<List<String>> identity(
            JsonNode post, List<JsonPointer> places, String resource, String event) {
        List<String> parts = new ArrayList<>(List.of(resource, event));
        for (JsonPointer place : places) {
            JsonNode value = post.at(place);
            if (!value.isValueNode() || value.isNull()) {
                return Optional.empty();
            }
            parts.add(value.asText());
        }
        return places.isEmpty() ? Optional.empty() : Optional.of(parts);
    }

    /** Several objects are the same notification again when each of them is. */
    private static Optional<Identity> identity(List<Happening> part) {
        if (part.stream().anyMatch(happening -> happening.identity().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(Identity.of(part.stream()
                .flatMap(happening -> happening.identity().orElseThrow().stream())
                .toList()));
    }

    private static Optional<String> first(JsonNode post, List<JsonPointer> places) {
        return places.stream()
                .map(place -> text(post, place))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Text that no row can hold counts as none; the raw body has it. */
    private static String text(JsonNode post, JsonPointer place) {
        JsonNode value = post.at(place);
        return value.isValueNode() && !value.isNull()
                ? StorableText.of(value.asText()).orElse("")
                : "";
    }

    private static Optional<Instant> date(JsonNode post, List<JsonPointer> places) {
        return places.stream()
                .map(place -> text(post, place))
                .flatMap(text -> ProviderDate.read(text).stream())
                .findFirst();
    }
}
