package dev.valence.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Keeps one connection that hears PostgreSQL's notifications, and makes a new one whenever it is lost.
 *
 * <p>After connecting and when nothing was heard for a while it sends itself a probe through the pool. A connection that does
 * not hear it is given up: it is dead without having said so, or a pooler in transaction mode stands in between, through
 * which LISTEN does not work. Then gaps are reported every few seconds, until {@code valence.database-listen-url} is set.
 */
final class NoticeListener implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NoticeListener.class);
    private static final String CHANNEL = "valence";
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Database database;
    private final Consumer<String> onNotice;
    private final Runnable onGap;
    private final String probe = "probe-" + UUID.randomUUID();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Optional<Connection>> current = new AtomicReference<>(Optional.empty());
    private final Thread thread = Thread.ofVirtual().name("valence-notices").unstarted(this::listenUntilClosed);
    private Duration pause = FIRST_PAUSE;
    private String lastReason = "";

    NoticeListener(Database database, Consumer<String> onNotice, Runnable onGap) {
        this.database = database;
        this.onNotice = onNotice;
        this.onGap = onGap;
    }

    /** Sends a notification when the handle's transaction commits. */
    static void send(Handle handle, String notice) {
        handle.createQuery("select 1 from (select pg_notify(:channel, :notice)) sent")
                .bind("channel", CHANNEL)
                .bind("notice", notice)
                .mapTo(Integer.class)
                .one();
    }

    /** Connects, so that later notices are heard, and listens in the background. */
    void start() {
        try {
            connect();
        } catch (SQLException e) {
            LOG.warnf("Change notices are not heard yet: %s", e.getMessage());
        }
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        current.getAndSet(Optional.empty()).ifPresent(NoticeListener::abort);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenUntilClosed() {
        while (!isClosed()) {
            try {
                if (current.get().isEmpty()) {
                    connect();
                    onGap.run();
                }
                listen(current.get().orElseThrow(() -> new SQLException("closed")));
            } catch (SQLException | JdbiException e) {
                current.getAndSet(Optional.empty()).ifPresent(NoticeListener::abort);
                if (!isClosed()) {
                    warn(String.valueOf(e.getMessage()));
                    rest();
                }
            }
        }
    }

    private void connect() throws SQLException {
        Connection connection = database.connectToListen();
        try (Statement listen = connection.createStatement()) {
            listen.execute("listen " + CHANNEL);
        } catch (SQLException e) {
            abort(connection);
            throw e;
        }
        current.set(Optional.of(connection));
        if (isClosed()) {
            current.getAndSet(Optional.empty()).ifPresent(NoticeListener::abort);
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!isClosed()) {
            database.jdbi().useHandle(handle -> send(handle, probe));
            awaitProbe(notifications);
            pause = FIRST_PAUSE;
            lastReason = "";
            boolean quiet = false;
            while (!quiet) {
                PGNotification[] heard = notifications.getNotifications((int) QUIET.toMillis());
                quiet = heard.length == 0;
                deliver(heard);
            }
        }
    }

    private void awaitProbe(PGConnection notifications) throws SQLException {
        long deadline = System.nanoTime() + ANSWER.toNanos();
        for (long left = ANSWER.toMillis(); left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            if (deliver(notifications.getNotifications((int) left))) {
                return;
            }
        }
        throw new SQLException("a probe did not arrive; if a pooler in transaction mode stands before the database, set"
                + " VALENCE_DATABASE_LISTEN_URL to the database itself");
    }

    /** True if our own probe was among them. */
    private boolean deliver(PGNotification[] heard) {
        boolean probed = false;
        for (PGNotification notification : heard) {
            if (notification.getParameter().equals(probe)) {
                probed = true;
            } else {
                onNotice.accept(notification.getParameter());
            }
        }
        return probed;
    }

    /** Says each reason once until notices are heard again: without LISTEN it would come every few seconds. */
    private void warn(String reason) {
        if (!reason.equals(lastReason)) {
            LOG.warnf("Change notices are interrupted: %s", reason);
            lastReason = reason;
        }
    }

    private void rest() {
        try {
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            closed.countDown();
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Closing would wait for the lock that the listening thread holds. */
    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A listening connection could not be ended", e);
        }
    }
}
