package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two server processes on one database, as far as the store is concerned. */
class ChangeNoticesTest {
    private static final String GAP = "(gap)";

    private Database here;
    private Database there;
    private ChangeNotices noticesHere;
    private ChangeNotices noticesThere;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void startTwo() throws SQLException {
        DatabaseSettings settings = settings();
        here = new Database(settings);
        there = new Database(settings);
        noticesHere = new ChangeNotices(here);
        noticesThere = new ChangeNotices(there);
        noticesThere.subscribe("element", heard::add, () -> heard.add(GAP));
    }

    @AfterEach
    void stop() {
        noticesHere.close();
        noticesThere.close();
        here.close();
        there.close();
    }

    @Test
    void aNoticeReachesTheOtherProcessAfterTheCommit() throws InterruptedException {
        here.jdbi().useTransaction(handle -> {
            noticesHere.publish(handle, "element", "with:colon");
            assertThat(heard.poll(100, TimeUnit.MILLISECONDS)).isNull();
        });
        assertThat(hear()).isEqualTo("with:colon");
    }

    @Test
    void aNoticeReachesItsOwnProcessToo() throws InterruptedException {
        publish("itself", noticesThere, there);
        assertThat(hear()).isEqualTo("itself");
    }

    @Test
    void aTransactionRolledBackSendsNothing() throws InterruptedException {
        here.jdbi().useTransaction(handle -> {
            noticesHere.publish(handle, "element", "never happened");
            handle.rollback();
        });
        publish("happened", noticesHere, here);
        assertThat(hear()).isEqualTo("happened");
    }

    @Test
    void otherTopicsAreNotHeard() throws InterruptedException {
        here.jdbi().useTransaction(handle -> noticesHere.publish(handle, "elements", "other"));
        publish("mine", noticesHere, here);
        assertThat(hear()).isEqualTo("mine");
    }

    @Test
    void afterALostConnectionTheGapIsReportedAndLaterNoticesArrive() throws InterruptedException {
        int ended = here.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and query ilike 'listen%'""").mapTo(Integer.class).one());
        assertThat(ended).isEqualTo(2);
        assertThat(hear()).isEqualTo(GAP);
        publish("later", noticesHere, here);
        assertThat(hear()).isEqualTo("later");
    }

    @Test
    void aSubscriberThatThrowsDoesNotStopTheOthers() throws InterruptedException {
        noticesHere.subscribe(
                "element",
                key -> {
                    throw new IllegalStateException("a subscriber's fault, thrown by this test");
                },
                () -> {});
        BlockingQueue<String> second = new LinkedBlockingQueue<>();
        noticesHere.subscribe("element", second::add, () -> {});
        publish("for the second", noticesHere, here);
        assertThat(second.poll(10, TimeUnit.SECONDS)).isEqualTo("for the second");
    }

    @Test
    void topicsWithColonsAndLongKeysAreRefused() {
        here.jdbi().useHandle(handle -> {
            assertThatThrownBy(() -> noticesHere.publish(handle, "a:b", "key"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> noticesHere.publish(handle, "a", "k".repeat(2000)))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    private void publish(String key, ChangeNotices notices, Database database) {
        database.jdbi().useTransaction(handle -> notices.publish(handle, "element", key));
    }

    private String hear() throws InterruptedException {
        String next = heard.poll(10, TimeUnit.SECONDS);
        return next == null ? "(nothing)" : next;
    }

    private static DatabaseSettings settings() throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            return new DatabaseSettings(
                    Path.of("unused"),
                    Optional.of(connection.getMetaData().getURL()),
                    Optional.empty(),
                    Optional.of("postgres"),
                    Optional.of("postgres"),
                    4);
        }
    }
}
