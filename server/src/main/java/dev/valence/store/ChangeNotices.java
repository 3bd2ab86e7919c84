package dev.valence.store;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Tells every server process on this database, this one too, that something changed, so that it forgets what it remembers.
 *
 * <p>A notice is a hint: it arrives after the commit, usually within milliseconds, and is lost while a process is not
 * connected. Then {@code onGap} is called once the connection is back. What must not be lost is a row instead.
 *
 * <p>Meant for rare changes (settings, elements, credentials): PostgreSQL commits transactions with notices one at a time.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-notify.html">PostgreSQL: NOTIFY</a>
 */
@Singleton
public final class ChangeNotices implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ChangeNotices.class);
    /** PostgreSQL takes less than 8000 bytes, and four bytes a character at most; keys are ids and far from it. */
    private static final int MAX_LENGTH = 1900;

    private record Subscription(String topic, Consumer<String> onChange, Runnable onGap) {}

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final NoticeListener listener;

    /** Starts listening: what is published after the return is heard, or is followed by a gap. */
    @Inject
    public ChangeNotices(Database database) {
        listener = new NoticeListener(database, this::deliver, this::reportGap);
        listener.start();
    }

    /**
     * Sends a notice when the transaction of the handle commits, and none if it does not. Equal notices of one transaction
     * arrive once.
     *
     * @param topic what kind of thing changed, without a colon
     * @param key which one; what it means is the topic's business
     */
    public void publish(Handle handle, String topic, String key) {
        if (topic.isEmpty() || topic.indexOf(':') >= 0 || topic.length() + key.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A topic has no colon, and topic and key at most " + MAX_LENGTH + " characters: " + topic);
        }
        String notice = topic + ":" + key;
        NoticeListener.send(handle, notice);
        // This process forgets at once: whoever reads the reply to a change must not meet what was before it.
        handle.afterCommit(() -> deliver(notice));
    }

    /**
     * Hears the notices of a topic from now on. Both callbacks run on the listening thread, one after the other: they should
     * only forget something or wake somebody. What they throw is logged.
     *
     * @param onChange takes the key
     * @param onGap notices may have been missed: forget everything of this topic
     */
    public void subscribe(String topic, Consumer<String> onChange, Runnable onGap) {
        subscriptions.add(new Subscription(topic, onChange, onGap));
    }

    /** Stops listening, before the database ends. */
    @PreDestroy
    @Override
    public void close() {
        listener.close();
    }

    void closeBeforeTheDatabase(@Observes ShutdownEvent event) {
        close();
    }

    private void deliver(String notice) {
        int colon = notice.indexOf(':');
        if (colon < 0) {
            return;
        }
        String topic = notice.substring(0, colon);
        String key = notice.substring(colon + 1);
        for (Subscription subscription : subscriptions) {
            if (subscription.topic().equals(topic)) {
                guarded(subscription, () -> subscription.onChange().accept(key));
            }
        }
    }

    private void reportGap() {
        for (Subscription subscription : subscriptions) {
            guarded(subscription, subscription.onGap());
        }
    }

    /** One bad subscriber must not keep the others from their notices. */
    private static void guarded(Subscription subscription, Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "A subscriber of %s failed", subscription.topic());
        }
    }
}
