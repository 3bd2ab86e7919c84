package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.webhook.Outgoing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns a change into the calls of the webhooks that wait for it. */
final class WebhookCalls {
    /** Encrypted in the original, so never part of a call. */
    private static final Map<String, List<String>> SECRET = Map.of(
            "messages", List.of("text", "markdown", "html", "attachments"),
            "rooms", List.of("title", "description"),
            "attachmentActions", List.of("inputs"));

    private final World world;

    WebhookCalls(World world) {
        this.world = world;
    }

    /** A webhook and its call. */
    record Due(Webhook webhook, Outgoing call) {}

    List<Due> of(Happening happening) {
        List<Due> due = new ArrayList<>();
        for (Webhook webhook : world.webhooks.values()) {
            if (webhook.active
                    && sees(webhook, happening)
                    && webhook.trigger.wants(happening, Ids.of(Ids.PEOPLE, webhook.creator))) {
                due.add(new Due(webhook, call(webhook, happening)));
            }
        }
        return due;
    }

    private boolean sees(Webhook webhook, Happening happening) {
        if (webhook.ownedByOrg) {
            return true;
        }
        boolean deaf = happening.group()
                && happening.resource().equals("messages")
                && world.people.find(webhook.creator).filter(Person::isBot).isPresent()
                && !mentions(happening, webhook.creator);
        return !deaf && happening.witnesses().contains(webhook.creator);
    }

    private static boolean mentions(Happening happening, UUID person) {
        String id = Ids.of(Ids.PEOPLE, person);
        return happening
                .data()
                .path("mentionedPeople")
                .valueStream()
                .anyMatch(mentioned -> mentioned.asText().equals(id));
    }

    private static Outgoing call(Webhook webhook, Happening happening) {
        ObjectNode data = happening.data().deepCopy();
        data.remove(SECRET.getOrDefault(happening.resource(), List.of()));
        ObjectNode envelope = Json.object()
                .put("id", webhook.id())
                .put("name", webhook.name)
                .put("targetUrl", webhook.target)
                .put("resource", happening.resource())
                .put("event", happening.type());
        webhook.trigger.filterText().ifPresent(text -> envelope.put("filter", text));
        envelope.put("orgId", webhook.organizationId)
                .put("createdBy", Ids.of(Ids.PEOPLE, webhook.creator))
                .put("appId", Ids.application(webhook.clientId))
                .put("ownedBy", webhook.ownedBy())
                .put("status", "active")
                .put("created", Times.text(webhook.created))
                .put("actorId", Ids.of(Ids.PEOPLE, happening.actor()));
        envelope.set("data", data);
        String body = Json.text(envelope);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("trackingid", "ROUTERGW_" + UUID.randomUUID());
        webhook.secret.ifPresent(secret -> headers.put("X-Spark-Signature", signature(secret, body)));
        return new Outgoing(
                webhook.id(),
                webhook.name,
                happening.resource() + " " + happening.type(),
                webhook.target,
                Map.copyOf(headers),
                body);
    }

    /** HMAC-SHA1 of the body's bytes, in lower-case hexadecimal. */
    static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA1", e);
        }
    }
}
