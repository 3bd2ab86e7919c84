package dev.valence.vault;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Rotates old data keys once a day; it also opens the vault at start, so that a wrong master key stops the start. */
@Singleton
public final class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final long PERIOD_HOURS = 24;

    private final Vault vault;
    private final Duration maxAge;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("data-key-rotation").factory());

    @Inject
    KeyRotation(Vault vault, @ConfigProperty(name = "valence.data-key-max-age") Duration maxAge) {
        this.vault = vault;
        this.maxAge = maxAge;
    }

    void start(@Observes StartupEvent event) {
        // The first run waits an hour, because a start has better things to do.
        var _ = timer.scheduleWithFixedDelay(this::run, 1, PERIOD_HOURS, TimeUnit.HOURS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void run() {
        try {
            int rotated = vault.rotateOlderThan(maxAge);
            if (rotated > 0) {
                LOG.infof("Rotated %d data keys that were older than %d days", rotated, maxAge.toDays());
            }
        } catch (RuntimeException e) {
            // An exception that leaves the task would end the schedule for good.
            LOG.error("The data keys were not rotated; the next try is in " + PERIOD_HOURS + " hours", e);
        }
    }
}
