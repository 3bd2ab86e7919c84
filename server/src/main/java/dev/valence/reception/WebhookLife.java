package dev.valence.reception;

import dev.valence.element.Signature;
import dev.valence.event.EventSwitch;
import dev.valence.event.ObjectChoice;
import dev.valence.instance.Configuration;
import dev.valence.instance.Connection;
import dev.valence.instance.InstanceLife;
import dev.valence.instance.SecretKeys;
import dev.valence.instance.WebhookSecret;
import dev.valence.mapping.Mappings;
import dev.valence.tenant.SecretText;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Puts up an instance's webhooks when its events are switched on, and takes them down when they, or the instance, end. */
@Singleton
class WebhookLife implements InstanceLife {
    private static final Logger LOG = Logger.getLogger(WebhookLife.class);
    /** How long an end waits for the provider. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Registrations registrations;
    private final WebhookWatch watch;
    private final Mappings mappings;

    WebhookLife(Registrations registrations, WebhookWatch watch, Mappings mappings) {
        this.registrations = registrations;
        this.watch = watch;
        this.mappings = mappings;
    }

    @Override
    public Map<String, Optional<String>> additions(Optional<Configuration> before, Configuration after) {
        Map<String, Optional<String>> more = new LinkedHashMap<>();
        if (EventSwitch.on(after) && after.get(SecretKeys.WEBHOOK_SECRET).isEmpty()) {
            more.put(SecretKeys.WEBHOOK_SECRET, Optional.of(WebhookSecret.fresh()));
        }
        Optional<Signature> signature = after.element().signature();
        boolean registers = EventSwitch.byWebhook(after)
                && Registrations.of(after.element()).isPresent();
        if (registers
                && signature.isPresent()
                && after.get(signature.get().key()).isEmpty()) {
            more.put(signature.get().key(), Optional.of(SecretText.urlSafe()));
        }
        return more;
    }

    /** Webhooks that the person before put up, and that cannot be taken down any more, are not believed from now on. */
    @Override
    public Map<String, Optional<String>> renewals(Configuration before, Configuration after) {
        boolean registers = EventSwitch.byWebhook(after)
                && Registrations.of(after.element()).isPresent();
        return registers
                ? after.element()
                        .signature()
                        // A secret that came with the consent is meant for it.
                        .filter(signature -> before.get(signature.key()).equals(after.get(signature.key())))
                        .map(signature -> Map.of(signature.key(), Optional.of(SecretText.urlSafe())))
                        .orElse(Map.of())
                : Map.of();
    }

    /** The one who consents next may be another person, whose tokens do not reach the webhooks of this one. */
    @Override
    public void replacing(Connection last) {
        takeDown(last);
    }

    @Override
    public void stored(Optional<Configuration> before, Connection now, boolean consented) {
        if (EventSwitch.byWebhook(now.configuration())) {
            // First: what a process that dies now has not registered, the next look registers.
            watch.add(now.instanceId());
            if (consented || before.isEmpty() || changed(before.get(), now)) {
                if (Registrations.of(now.element()).isPresent()) {
                    WantedObjects.check(now, mappings);
                }
                registrations.mend(now);
            }
        }
    }

    @Override
    public void settled(Optional<Configuration> before, Connection now, boolean consented) {
        if (!EventSwitch.byWebhook(now.configuration())) {
            watch.remove(now.instanceId());
            takeDown(now);
            if (Registrations.has(now)) {
                registrations.forget(now);
            }
        }
    }

    @Override
    public void ending(Connection last) {
        takeDown(last);
    }

    private void takeDown(Connection last) {
        try {
            if (Registrations.has(last)) {
                registrations.removeAll(last, deadline());
            }
        } catch (RuntimeException e) {
            LOG.infof("Webhooks of instance %d are left at the provider: %s", last.instanceId(), e.getMessage());
        }
    }

    private static boolean changed(Configuration before, Connection now) {
        Optional<String> key = now.element().signature().map(Signature::key);
        return !EventSwitch.byWebhook(before)
                || !before.get(ObjectChoice.KEY).equals(now.configuration().get(ObjectChoice.KEY))
                || !key.flatMap(before::get).equals(key.flatMap(now.configuration()::get));
    }

    private static long deadline() {
        return System.nanoTime() + FAREWELL.toNanos();
    }
}
