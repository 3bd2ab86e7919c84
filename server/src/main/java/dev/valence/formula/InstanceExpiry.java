package dev.valence.formula;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Deletes, every hour, the instances of formulas whose time to live is over. */
@Singleton
class InstanceExpiry {
    private static final Logger LOG = Logger.getLogger(InstanceExpiry.class);
    private static final int MINUTES = 60;

    private final InstanceWriter instances;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("formula-instance-expiry").factory());

    InstanceExpiry(InstanceWriter instances) {
        this.instances = instances;
    }

    void start(@Observes StartupEvent started) {
        // A random first moment, so that the sweeps of several processes do not fall together.
        int first = ThreadLocalRandom.current().nextInt(MINUTES);
        var _ = timer.scheduleWithFixedDelay(this::sweep, first, MINUTES, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    private void sweep() {
        try {
            int deleted = instances.deleteExpired();
            if (deleted > 0) {
                LOG.infof("Deleted %d instances of formulas whose time to live is over", deleted);
            }
        } catch (Throwable e) {
            // Anything that got out would end the timer for good.
            LOG.error("Expired instances of formulas could not be deleted; in an hour is the next try", e);
        }
    }
}
