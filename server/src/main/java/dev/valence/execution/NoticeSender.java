package dev.valence.execution;

import dev.valence.http.ApiException;
import dev.valence.provider.BlockingClient;
import dev.valence.provider.ProviderReply;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sends the notices about executions, each until it was taken or several tries failed. */
@Singleton
final class NoticeSender {
    private static final Logger LOG = Logger.getLogger(NoticeSender.class);
    private static final int BATCH = 8;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Longer than a batch that meets only silent receivers. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));

    private final NoticeRows rows;
    private final MailServer mails;
    private final BlockingClient client;
    private final Duration retention;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    NoticeSender(
            NoticeRows rows,
            MailServer mails,
            BlockingClient client,
            @ConfigProperty(name = "valence.executions.retention") Duration retention) {
        this.rows = rows;
        this.mails = mails;
        this.client = client;
        this.retention = retention;
        this.thread = Thread.ofVirtual().name("execution-notices").unstarted(this::run);
        rows.onWritten(wakes::release);
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void start() {
        thread.start();
    }

    void stop(@Observes @Priority(85) ShutdownEvent event) {
        close();
    }

    /** What is under way and not taken yet is sent by the next process. */
    void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                if (!sendDue()) {
                    var _ = wakes.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Notices about executions could not be looked for; the next look is soon", e);
                pause();
            }
        }
    }

    /** Sends a batch; says whether there may be more. */
    private boolean sendDue() {
        List<Notice> due = rows.take(BATCH, LEASE);
        due.stream().takeWhile(notice -> !closing).forEach(this::send);
        if (due.isEmpty()) {
            rows.deleteOlderThan(retention);
        }
        return due.size() == BATCH;
    }

    private void send(Notice notice) {
        try {
            switch (notice.kind()) {
                case MAIL -> mails.send(notice.target(), notice.subject(), notice.body(), LIMIT);
                case WEBHOOK -> post(notice);
            }
            rows.sent(notice);
        } catch (MailServer.NotSent e) {
            failed(notice, String.valueOf(e.getMessage()), e.worthAnotherTry());
        } catch (ApiException e) {
            failed(notice, String.valueOf(e.getMessage()), true);
        } catch (IllegalArgumentException e) {
            failed(notice, "The webhook's address is no proper URL", false);
        }
    }

    private void post(Notice notice) {
        ProviderReply reply = client.send(
                "POST",
                URI.create(notice.target()),
                Map.of("Content-Type", "application/json", "User-Agent", "Valence"),
                notice.body().getBytes(StandardCharsets.UTF_8),
                LIMIT);
        if (reply.status() / 100 != 2) {
            throw new dev.valence.http.ProviderFailure(502, "The webhook answered with " + reply.status());
        }
    }

    private void failed(Notice notice, String reason, boolean worthAnotherTry) {
        if (closing) {
            return;
        }
        if (worthAnotherTry && notice.attempts() <= WAITS.size()) {
            rows.later(notice, reason, WAITS.get(notice.attempts() - 1));
        } else {
            rows.failed(notice, reason);
            LOG.warnf("A notice about execution %d was not sent: %s", notice.executionId(), reason);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
