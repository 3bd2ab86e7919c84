package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * The vendor's list of registered webhooks. The places are those in one entry.
 *
 * @param items where the entries stand in the reply
 * @param id of the webhook
 * @param targetUrl the address that it calls
 * @param resource the kind of object
 * @param event what has to happen
 * @param secret what it signs with, for vendors that show it
 * @param status whether it is on
 * @param active the word that says that it is
 */
public record WebhookList(
        VendorCall call,
        JsonPointer items,
        JsonPointer id,
        JsonPointer targetUrl,
        JsonPointer resource,
        JsonPointer event,
        Optional<JsonPointer> secret,
        Optional<JsonPointer> status,
        String active) {}
