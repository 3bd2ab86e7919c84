package dev.valence.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.Redaction;
import dev.valence.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The request that carries an event to its application.
 *
 * @param headers in the order they are sent
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; posts are never compared
record CallbackPost(URI url, Map<String, String> headers, byte[] body) {

    /**
     * The signed post of an event.
     *
     * @param body the envelope's bytes
     * @param at the moment of this attempt, which is signed too
     */
    static CallbackPost of(Callback callback, long eventId, byte[] body, Instant at) {
        String id = messageId(eventId);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json; charset=UTF-8");
        headers.put("User-Agent", "Valence");
        headers.put("Elements-Webhook-Id", id);
        callback.signatureKey()
                .ifPresent(key -> headers.put("Elements-Webhook-Signature", Signatures.elements(key, body)));
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
        if (!callback.standardKeys().isEmpty()) {
            headers.put("webhook-signature", Signatures.standard(callback.standardKeys(), id, at, body));
        }
        return new CallbackPost(callback.url(), headers, body);
    }

    /** The id that is the same for every attempt, also for one that somebody asked for later. */
    static String messageId(long eventId) {
        return "evt_" + eventId;
    }

    /** What is kept of it: no signature, no secret of the address, and of the body its length. */
    String summary() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("method", "POST");
        ObjectNode kept = json.putObject("headers");
        headers.forEach((name, value) -> kept.put(name, Redaction.header(name, value)));
        json.put("bodyLength", body.length);
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }
}
