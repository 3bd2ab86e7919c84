package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.http.ProviderFailure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process that is killed after the provider has answered and before the new pair is committed.
 *
 * <p>The moment is held still by a lock on the row: the process has the answer and its update waits for the lock.
 */
class KilledRefreshTest {
    private final Fixture fixture;
    private final Node survivor;
    private final long id;

    KilledRefreshTest() throws Exception {
        fixture = new Fixture();
        survivor = fixture.impatientNode();
        id = fixture.expired(survivor);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aProviderThatRotatesLeavesNeedsReauthentication() throws Exception {
        killBetweenAnswerAndCommit(fixture.provider::rotating);
        assertThat(fixture.provider.grants()).isEqualTo(1);
        awaitEndOfLease();

        ProviderFailure told = catchThrowableOfType(ProviderFailure.class, this::refresh);

        assertThat(told.status()).isEqualTo(401);
        assertThat(told).hasMessageContaining("needs re-authentication");
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.NEEDS_REAUTHENTICATION);
        assertThat(fixture.audits(id)).hasSize(1);
        assertThat(fixture.provider.calls()).hasSize(2);
    }

    @Test
    void aProviderThatDoesNotRotateLeavesAWorkingInstance() throws Exception {
        killBetweenAnswerAndCommit(fixture.provider::lasting);
        assertThat(fixture.provider.grants()).isEqualTo(1);
        awaitEndOfLease();

        assertThat(refresh().token().access()).isEqualTo("access-2");
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.WORKING);
        assertThat(fixture.audits(id)).isEmpty();
    }

    private void killBetweenAnswerAndCommit(TokenServer.Behaviour granted) throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch locked = new CountDownLatch(1);
        fixture.provider.behave(call -> {
            called.countDown();
            assertThat(locked.await(20, TimeUnit.SECONDS)).isTrue();
            return granted.answer(call);
        });
        Process process = start();
        try (Handle lock = fixture.jdbi().open()) {
            assertThat(called.await(30, TimeUnit.SECONDS))
                    .as(() -> "the process called the provider; it said " + said(process))
                    .isTrue();
            lock.begin();
            lock.execute("select 1 from credential where instance_id = ? for update", id);
            locked.countDown();
            awaitUpdateThatWaits();
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            lock.rollback();
        } finally {
            process.destroyForcibly();
        }
        assertThat(fixture.credential(id).generation())
                .as("nothing was committed")
                .isEqualTo(1);
        assertThat(fixture.leases(id)).as("the lease of the dead still stands").isEqualTo(1);
        fixture.provider.behave(granted);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RefreshingProcess.class.getName(),
                        fixture.jdbi().withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL)),
                        fixture.jdbi().withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getUserName)),
                        Long.toString(id),
                        Long.toString(fixture.organizationId()),
                        fixture.provider.url().toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String said(Process process) {
        process.destroyForcibly();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** PostgreSQL tells nobody that somebody waits, so it has to be asked. */
    private void awaitUpdateThatWaits() throws InterruptedException {
        await("select count(*) from pg_stat_activity where datname = current_database()"
                + " and wait_event_type = 'Lock' and query like '%update credential set generation%'");
    }

    /** Leases end by the database's clock, which cannot be moved. */
    private void awaitEndOfLease() throws InterruptedException {
        await("select count(*) from credential where lease_until < now() and instance_id = " + id);
    }

    private void await(String count) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (fixture.jdbi()
                        .withHandle(handle ->
                                handle.createQuery(count).mapTo(Integer.class).one())
                == 0) {
            assertThat(Instant.now()).as(count).isBefore(end);
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private Credential refresh() {
        return survivor.refresh()
                .newerThan(fixture.credential(id), fixture.organizationId(), fixture.provider.application());
    }
}
