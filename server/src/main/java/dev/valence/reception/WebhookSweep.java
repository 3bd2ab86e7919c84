package dev.valence.reception;

import dev.valence.event.EventSwitch;
import dev.valence.event.EventType;
import dev.valence.event.PlatformEvents;
import dev.valence.event.Receiver;
import dev.valence.http.ApiException;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Compares webhooks at the providers with what should be there, mends them, and tells the application of what was lost. */
@Singleton
class WebhookSweep {
    private static final Logger LOG = Logger.getLogger(WebhookSweep.class);
    private static final int BATCH = 20;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Looks that fail in a row before the application hears of it. */
    private static final int PATIENCE = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Jdbi jdbi;
    private final WebhookWatch watch;
    private final Connections connections;
    private final Registrations registrations;
    private final PlatformEvents events;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("webhook-sweep").factory());

    @Inject
    WebhookSweep(
            Database database,
            WebhookWatch watch,
            Connections connections,
            Registrations registrations,
            PlatformEvents events) {
        this.jdbi = database.jdbi();
        this.watch = watch;
        this.connections = connections;
        this.registrations = registrations;
        this.events = events;
    }

    void start(@Observes StartupEvent event) {
        Duration tenth = watch.interval().dividedBy(10);
        long pause = (tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE).toMillis();
        var _ = timer.scheduleWithFixedDelay(this::sweep, pause, Math.max(100, pause), TimeUnit.MILLISECONDS);
        var _ = timer.scheduleWithFixedDelay(
                this::complete, 0, Math.max(100, watch.interval().toMillis()), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void complete() {
        try {
            watch.addMissing();
        } catch (Throwable e) {
            // Anything that got out would end the timer for good.
            LOG.warn("The instances whose webhooks are to be watched could not be listed and will be again", e);
        }
    }

    private void sweep() {
        try {
            List<Long> due;
            do {
                due = watch.take(BATCH);
                due.forEach(this::look);
            } while (due.size() == BATCH);
        } catch (Throwable e) {
            // As above.
            LOG.warn("The look at the webhooks was cut short and comes again", e);
        }
    }

    private void look(long instanceId) {
        try {
            connections
                    .find(instanceId)
                    .filter(connection -> EventSwitch.byWebhook(connection.configuration()) && !connection.disabled())
                    .ifPresent(this::look);
        } catch (RuntimeException e) {
            LOG.warnf(e, "Webhooks of instance %d could not be looked at", instanceId);
        }
    }

    private void look(Connection connection) {
        try {
            mend(connection);
            watch.worked(connection.instanceId());
        } catch (ApiException e) {
            LOG.infof("Webhooks of instance %d were not looked at: %s", connection.instanceId(), e.getMessage());
            failed(connection, e);
        }
    }

    /** A refusal stays one; a provider that is down may be back at the next look. */
    private void failed(Connection connection, ApiException failure) {
        if (failure.status() == UNAUTHORIZED) {
            // The user has to consent again, which is an event of its own.
            return;
        }
        boolean refusal = failure.status() / 100 == 4 && failure.status() != TOO_MANY_REQUESTS;
        jdbi.useTransaction(handle -> {
            if (watch.failed(handle, connection.instanceId(), refusal ? 1 : PATIENCE)) {
                events.tell(
                        handle,
                        Receiver.of(connection),
                        EventType.WEBHOOK_LOST,
                        "The webhooks could not be looked at or put up again, so events may be missing: "
                                + failure.getMessage());
            }
        });
    }

    private void mend(Connection connection) {
        Registrations.Mended mended = registrations.mend(connection);
        if (mended.any()) {
            String reason = mended.made() + " webhooks were gone and " + mended.revived()
                    + " did not work any more; they are up again. Events of the time in between may be missing.";
            jdbi.useTransaction(handle -> events.tell(handle, Receiver.of(connection), EventType.WEBHOOK_LOST, reason));
            LOG.infof("Instance %d: %s", connection.instanceId(), reason);
        }
    }
}
