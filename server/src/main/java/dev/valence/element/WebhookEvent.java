package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One kind of event to register for, and its normalized form.
 *
 * @param resource the vendor's word for the kind of object
 * @param event the vendor's word for what happened
 * @param objectType the hub's object name
 * @param eventType {@code CREATED}, {@code UPDATED} or {@code DELETED}
 * @param objectId where the id of the object stands in the vendor's post
 */
public record WebhookEvent(String resource, String event, String objectType, String eventType, JsonPointer objectId) {}
