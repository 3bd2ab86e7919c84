package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A change that somebody made: what webhooks tell and what compliance officers read as an event.
 *
 * @param resource plural name, such as {@code messages}
 * @param type {@code created}, {@code updated} or {@code deleted}
 * @param actor the person who caused it
 * @param clientId the application that was used for it
 * @param data the whole object as the API shows it
 * @param group whether it happened in a group room
 * @param witnesses people who can see the object, for a deletion those who could
 */
record Happening(
        UUID uuid,
        Instant at,
        String resource,
        String type,
        UUID actor,
        String clientId,
        ObjectNode data,
        boolean group,
        Set<UUID> witnesses) {}
