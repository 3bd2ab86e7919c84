package dev.valence.credential;

import dev.valence.activity.AuditLog;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.store.DatabaseSettings;
import dev.valence.vault.TestVault;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** The credential package as one server process has it, with a database pool and change notices of its own. */
record Node(Database database, ChangeNotices notices, Credentials credentials, Refresh refresh, Tokens tokens)
        implements AutoCloseable {
    /** Short, so that a test sees the end of a wait. */
    static final RefreshTimes SHORT =
            new RefreshTimes(Duration.ofSeconds(8), Duration.ofMillis(400), Duration.ofMinutes(5));

    static Node on(Jdbi jdbi, Clock clock) {
        return on(jdbi, clock, RefreshTimes.USUAL, Duration.ofSeconds(10));
    }

    static Node on(Jdbi jdbi, Clock clock, RefreshTimes times, Duration limit) {
        String url = jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL));
        String user = jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getUserName));
        return on(url, user, clock, times, limit);
    }

    static Node on(String url, String user, Clock clock, RefreshTimes times, Duration limit) {
        Database database = new Database(new DatabaseSettings(
                Path.of("unused"), Optional.of(url), Optional.empty(), Optional.of(user), Optional.of("unused"), 8));
        ChangeNotices notices = new ChangeNotices(database);
        Credentials credentials = new Credentials(database, TestVault.create(database.jdbi()), notices, clock);
        TokenEndpoint endpoint =
                new TokenEndpoint(new BlockingClient(new AddressGuard(Optional.of(List.of("loopback")))), clock, limit);
        Refresh refresh =
                new Refresh(credentials, endpoint, database, new AuditLog(database.jdbi(), clock), clock, times);
        return new Node(database, notices, credentials, refresh, new Tokens(credentials, refresh, notices, clock));
    }

    /** Waits until everything published so far has been heard: what a test remembers afterwards is not forgotten by it. */
    void hearEarlierNotices() {
        String mark = UUID.randomUUID().toString();
        // Heard twice by the process that publishes it: at its own commit and from the database, after all earlier
        // ones.
        var heard = new CountDownLatch(2);
        notices.subscribe(
                "mark",
                key -> {
                    if (key.equals(mark)) {
                        heard.countDown();
                    }
                },
                () -> {});
        database.jdbi().useTransaction(handle -> notices.publish(handle, "mark", mark));
        try {
            if (!heard.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the database did not send the notice back within 30 s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        notices.close();
        database.close();
    }
}
