package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/** Somebody's subscription to changes; guarded by the lock of {@link World}. */
final class Webhook {
    /** So many failed calls within the window disable it. */
    static final int FAILURES = 100;

    private static final Duration WINDOW = Duration.ofMinutes(5);

    final UUID uuid;
    final UUID creator;
    /** The creator's, kept for when they are gone. */
    final String organizationId;

    final String clientId;
    final WebhookTrigger trigger;
    final Instant created;
    String name;
    String target;
    Optional<String> secret;
    boolean ownedByOrg;
    boolean active = true;

    private final Deque<Instant> failures = new ArrayDeque<>();
    private Optional<Instant> disabled = Optional.empty();
    private boolean onProbation;

    Webhook(
            UUID uuid,
            UUID creator,
            String organizationId,
            String clientId,
            WebhookTrigger trigger,
            Instant created,
            String name,
            String target) {
        this.uuid = uuid;
        this.creator = creator;
        this.organizationId = organizationId;
        this.clientId = clientId;
        this.trigger = trigger;
        this.created = created;
        this.name = name;
        this.target = target;
        this.secret = Optional.empty();
    }

    String id() {
        return Ids.of(Ids.WEBHOOK, uuid);
    }

    String ownedBy() {
        return ownedByOrg ? "org" : "creator";
    }

    /** Counts a failed call, and disables the webhook when it has failed too often. */
    void failed(Instant at) {
        failures.addLast(at);
        while (failures.peekFirst() != null && failures.peekFirst().isBefore(at.minus(WINDOW))) {
            failures.removeFirst();
        }
        if (active && (onProbation || failures.size() >= FAILURES)) {
            active = false;
            disabled = Optional.of(at);
        }
    }

    /** A call that went well ends the probation. */
    void succeeded() {
        onProbation = false;
    }

    /** Enabled again by its owner; soon after having been disabled, its first failure disables it again. */
    void activate(Instant at) {
        if (!active) {
            active = true;
            failures.clear();
            onProbation =
                    disabled.filter(then -> at.isBefore(then.plus(WINDOW))).isPresent();
        }
    }

    void disable() {
        active = false;
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("id", id())
                .put("name", name)
                .put("targetUrl", target)
                .put("resource", trigger.resource())
                .put("event", trigger.event());
        trigger.filterText().ifPresent(text -> json.put("filter", text));
        secret.ifPresent(text -> json.put("secret", text));
        return json.put("status", active ? "active" : "inactive")
                .put("created", Times.text(created))
                .put("ownedBy", ownedBy())
                .put("orgId", organizationId)
                .put("createdBy", Ids.of(Ids.PEOPLE, creator))
                .put("appId", Ids.application(clientId));
    }
}
