package dev.valence.instance;

import dev.valence.credential.Credential;
import dev.valence.credential.Credentials;
import dev.valence.credential.Refresh;
import dev.valence.element.Catalog;
import dev.valence.http.ApiException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Refreshes tokens ahead of their end, so that callers do not wait and idle instances stay connected. Every process
 * sweeps; the lease of {@link Refresh} sees to it that a token is refreshed by one of them.
 */
@Singleton
public class RefreshSweep {
    private static final int BATCH = 100;
    private static final Duration AFTER_FAULT = Duration.ofMinutes(5);
    private static final Logger LOG = Logger.getLogger(RefreshSweep.class);

    private final Credentials credentials;
    private final Refresh refresh;
    private final Instances instances;
    private final Catalog catalog;
    private final Duration interval;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("refresh-sweep").factory());

    public RefreshSweep(
            Credentials credentials,
            Refresh refresh,
            Instances instances,
            Catalog catalog,
            @ConfigProperty(name = "valence.refresh-sweep-interval") Duration interval) {
        this.credentials = credentials;
        this.refresh = refresh;
        this.instances = instances;
        this.catalog = catalog;
        this.interval = interval;
    }

    void start(@Observes StartupEvent started) {
        // A random first moment, so that the sweeps of several processes do not fall together.
        long first = ThreadLocalRandom.current().nextLong(interval.toMillis());
        var _ = timer.scheduleWithFixedDelay(this::sweep, first, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** One pass over everything that is due. */
    void sweep() {
        try {
            for (Credentials.Due due : credentials.due(BATCH)) {
                refresh(due);
            }
        } catch (RuntimeException e) {
            LOG.warn("The refresh sweep was cut short and comes again", e);
        }
    }

    /** One broken instance, say of an element that is gone, must not keep the sweep from all others. */
    private void refresh(Credentials.Due due) {
        try {
            renew(due);
        } catch (ApiException e) {
            // The instance's state says it where people look; the log only hints.
            LOG.infof("Instance %d was not refreshed ahead of time: %s", due.instanceId(), e.getMessage());
            credentials.putOff(due, AFTER_FAULT);
        } catch (RuntimeException e) {
            LOG.warnf(e, "Instance %d cannot be refreshed ahead of time", due.instanceId());
            credentials.putOff(due, AFTER_FAULT);
        }
    }

    private void renew(Credentials.Due due) {
        Optional<Instance> found = instances.find(due.instanceId());
        // Another process may have been here between the list and this look.
        Optional<Credential> credential =
                found.flatMap(Instance::credential).filter(pair -> pair.generation() == due.generation());
        if (found.isEmpty() || credential.isEmpty()) {
            return;
        }
        Instance instance = found.get();
        Configuration configuration = Configuration.of(catalog.require(instance.elementKey()), instance);
        refresh.newerThan(credential.get(), instance.organizationId(), OAuthApplications.of(configuration));
    }
}
