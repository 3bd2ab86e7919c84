package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;

/**
 * How webhooks are registered at the vendor. Variables of the calls: <code>{name}</code>, <code>{targetUrl}</code>,
 * <code>{resource}</code>, <code>{event}</code>, <code>{secret}</code>, and <code>{id}</code> where a webhook exists.
 *
 * @param ids configuration key that keeps the ids of the registered webhooks, separated by commas
 * @param create registers one webhook for one of {@code events}
 * @param id where the new webhook's id stands in the reply
 * @param remove takes one away; 404 counts as done
 * @param find lists what is registered
 * @param revive switches one on again that the vendor switched off
 * @param resource where the vendor's post says the kind of object
 * @param event where the vendor's post says what happened
 */
public record Webhooks(
        String ids,
        VendorCall create,
        JsonPointer id,
        VendorCall remove,
        Optional<VendorCall> find,
        Optional<VendorCall> revive,
        JsonPointer resource,
        JsonPointer event,
        List<WebhookEvent> events) {}
