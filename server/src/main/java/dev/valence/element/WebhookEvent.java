package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;

/**
 * One kind of event: what to register for, and its normalized form. The first rule of an element that fits a post counts.
 *
 * @param resource the vendor's word for the kind of object; a star at its beginning or end stands for any letters
 * @param event the vendor's word for what happened, with a star likewise
 * @param objectType the hub's object name; <code>{resource}</code> stands for the vendor's word
 * @param eventType {@code CREATED}, {@code UPDATED}, {@code DELETED} or {@code UNKNOWN}
 * @param objectId where the id of the object may stand in the vendor's post; the first that exists
 * @param date where the time may stand: ISO 8601, or seconds or milliseconds since 1970; the first that exists
 * @param identity what makes two posts the same event, besides the two words; when one is missing the post has no identity
 * @param scope what the user has to have consented to for this webhook
 */
public record WebhookEvent(
        String resource,
        String event,
        String objectType,
        String eventType,
        List<JsonPointer> objectId,
        List<JsonPointer> date,
        List<JsonPointer> identity,
        Optional<String> scope) {

    /** Whether this rule is for one pair of words, so that a webhook can be registered for it. */
    public boolean registered() {
        return resource.indexOf('*') < 0 && event.indexOf('*') < 0;
    }

    /** Whether this rule is for a post with these words. */
    public boolean fits(String postedResource, String postedEvent) {
        return fitsWord(resource, postedResource) && fitsWord(event, postedEvent);
    }

    private static boolean fitsWord(String rule, String word) {
        if (rule.equals("*")) {
            return true;
        }
        if (rule.startsWith("*")) {
            return word.endsWith(rule.substring(1));
        }
        return rule.endsWith("*") ? word.startsWith(rule.substring(0, rule.length() - 1)) : rule.equals(word);
    }
}
