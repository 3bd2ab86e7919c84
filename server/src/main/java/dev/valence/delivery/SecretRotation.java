package dev.valence.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.AuditLog;
import dev.valence.element.Catalog;
import dev.valence.element.Element;
import dev.valence.http.Conflict;
import dev.valence.http.Ids;
import dev.valence.http.Json;
import dev.valence.instance.Configuration;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.instance.SecretKeys;
import dev.valence.instance.WebhookSecret;
import dev.valence.tenant.Caller;
import dev.valence.tenant.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives an instance a new secret of Standard Webhooks; the old one signs beside it for a day. */
@Path("/elements/api-v2")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Singleton
public final class SecretRotation {
    private static final Duration OVERLAP = Duration.ofHours(24);
    private final Callers callers;
    private final Instances instances;
    private final Catalog catalog;
    private final AuditLog audit;
    private final Clock clock;

    SecretRotation(Callers callers, Instances instances, Catalog catalog, AuditLog audit, Clock clock) {
        this.callers = callers;
        this.instances = instances;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes a new secret; this reply is the only one that shows it. */
    @POST
    @Path("instances/{id}/events/secret")
    public ObjectNode rotate(@HeaderParam("Authorization") Optional<String> authorization, @PathParam("id") String id) {
        Caller caller = callers.require(authorization);
        Instance instance = instances.require(caller, Ids.parse(id, "instance"));
        Element element = catalog.require(instance.elementKey());
        Optional<String> old = secret(Configuration.of(element, instance));
        String secret = WebhookSecret.fresh();
        Instant until = clock.instant().plus(OVERLAP);
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        changes.put(SecretKeys.WEBHOOK_SECRET, Optional.of(secret));
        changes.put(SecretKeys.PREVIOUS_WEBHOOK_SECRET, old);
        changes.put(Callback.PREVIOUS_UNTIL, old.map(known -> Long.toString(until.toEpochMilli())));
        instances.configure(
                element,
                instance.id(),
                current -> {
                    // Two secrets are valid at a time; a third caller would be told one that is none.
                    if (!secret(current).equals(old)) {
                        throw new Conflict(
                                "Somebody else made a new secret at the same moment; ask again if that is not the one"
                                        + " to be used");
                    }
                    return changes;
                },
                handle -> audit.append(
                        handle,
                        caller.organizationId(),
                        "user " + caller.userId(),
                        "webhook secret rotated",
                        "instance " + instance.id(),
                        Json.MAPPER.createObjectNode()));
        ObjectNode reply = Json.MAPPER.createObjectNode().put("secret", secret);
        old.ifPresent(known -> reply.put("previousValidUntil", until.toString()));
        return reply;
    }

    private static Optional<String> secret(Configuration configuration) {
        return configuration.get(SecretKeys.WEBHOOK_SECRET);
    }
}
