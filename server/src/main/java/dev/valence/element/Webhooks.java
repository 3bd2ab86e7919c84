package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;

/**
 * How the vendor tells of events by itself.
 *
 * @param registration how webhooks are registered; without it people enter the address at the vendor by hand
 * @param items where a post has an array of objects; the other places are then inside of each
 * @param resource where the vendor's post says the kind of object
 * @param event where the vendor's post says what happened; without it the kind says all
 * @param events rules for what is posted, in their order
 * @param challenge how the vendor tries out an address
 */
public record Webhooks(
        Optional<WebhookRegistration> registration,
        Optional<JsonPointer> items,
        JsonPointer resource,
        Optional<JsonPointer> event,
        List<WebhookEvent> events,
        Optional<WebhookChallenge> challenge) {

    /** The rule for a post with these words. */
    public Optional<WebhookEvent> rule(String postedResource, String postedEvent) {
        return events.stream()
                .filter(rule -> rule.fits(postedResource, postedEvent))
                .findFirst();
    }
}
