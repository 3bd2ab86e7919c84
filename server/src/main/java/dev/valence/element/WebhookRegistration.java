package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * How webhooks are registered at the vendor. Variables of the calls: <code>{name}</code>, <code>{targetUrl}</code>,
 * <code>{resource}</code>, <code>{event}</code>, <code>{secret}</code>, and <code>{id}</code> where a webhook exists.
 *
 * @param ids configuration key that keeps the ids of the registered webhooks, separated by commas
 * @param create registers one webhook for one pair of words
 * @param id where the new webhook's id stands in the reply
 * @param remove takes one away; 404 counts as done
 * @param find lists what is registered
 * @param revive switches one on again that the vendor switched off, and gives it the address and the secret of now
 */
public record WebhookRegistration(
        String ids,
        VendorCall create,
        JsonPointer id,
        VendorCall remove,
        Optional<WebhookList> find,
        Optional<VendorCall> revive) {}
