package dev.valence.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.tenant.TestTenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who polls what and when, over one database that several processes share. */
class PollsTest {
    private static final TestTenant TENANT = TestTenant.create();
    private static final Instant NOW = Instant.parse("2026-01-15T09:30:00Z");

    private final PollConfiguration configuration =
            new PollConfiguration(Duration.ofMinutes(15), PlanReader.plans(Plans.json("""
            {"a": {"url": "/a", "idField": "id"}, "b": {"url": "/b", "idField": "id"}}""")));

    @BeforeEach
    void nothingIsThere() {
        TENANT.jdbi().useHandle(handle -> handle.execute("delete from instance"));
    }

    @Test
    void everyPollIsTakenByOneProcess() throws Exception {
        for (int i = 0; i < 50; i++) {
            at(NOW).set(instance(), configuration);
        }
        List<DuePoll> taken = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<DuePoll>>> processes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                processes.add(() -> {
                    List<DuePoll> mine = new ArrayList<>();
                    for (List<DuePoll> some = at(NOW).take(3); !some.isEmpty(); some = at(NOW).take(3)) {
                        mine.addAll(some);
                    }
                    return mine;
                });
            }
            for (Future<List<DuePoll>> process : threads.invokeAll(processes)) {
                taken.addAll(process.get());
            }
        }
        assertThat(taken).hasSize(100);
        assertThat(taken).extracting(due -> due.instanceId() + due.objectType()).doesNotHaveDuplicates();
    }

    @Test
    void aPollWhoseProcessDiedIsAnothersAndTheDeadOneWritesNothingMore() {
        long id = instance();
        at(NOW).set(id, configuration);
        DuePoll first = at(NOW).take(1).getFirst();
        assertThat(at(NOW.plusSeconds(20)).takeOf(id)).as("the other one").hasSize(1);
        at(NOW.plusSeconds(20)).renew(List.of(first));
        assertThat(at(NOW.plusSeconds(40)).takeOf(id)).as("renewed").isEmpty();
        DuePoll second = at(NOW.plusSeconds(51)).takeOf(id).stream()
                .filter(due -> due.objectType().equals(first.objectType()))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> TENANT.jdbi().useTransaction(handle -> at(NOW).hold(handle, first)))
                .isInstanceOf(LostPoll.class);
        TENANT.jdbi().useTransaction(handle -> at(NOW.plusSeconds(60)).hold(handle, second));
        at(NOW).failed(first, "too late", Duration.ofHours(1));
        assertThat(failures(id)).containsOnly(0);
    }

    @Test
    void aChangedConfigurationEndsWhatIsGoneAndTriesWhatFailedAtOnce() {
        long id = instance();
        at(NOW).set(id, configuration);
        at(NOW).takeOf(id).forEach(due -> at(NOW).failed(due, "down", Duration.ofHours(1)));
        assertThat(at(NOW.plusSeconds(60)).takeOf(id)).isEmpty();
        at(NOW.plusSeconds(60))
                .set(
                        id,
                        new PollConfiguration(
                                Duration.ofMinutes(15), configuration.plans().subList(0, 1)));
        assertThat(at(NOW.plusSeconds(60)).takeOf(id))
                .extracting(DuePoll::objectType)
                .containsExactly("a");
        at(NOW).end(id);
        assertThat(failures(id)).isEmpty();
    }

    private static Polls at(Instant now) {
        return new Polls(TENANT.jdbi(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<Integer> failures(long id) {
        return TENANT.jdbi()
                .withHandle(handle -> handle.createQuery("select failures from poll where instance_id = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .list());
    }

    private static long instance() {
        return TENANT.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                        insert into instance (organization_id, account_id, user_id, element_id, element_key, name, tags,
                            token_sealed, token_hash, external_authentication, created_at, updated_at)
                        select :organization, account_id, id, 1, 'example', 'Example', '{}', '', :hash, 'none', now(), now()
                        from users where id = :user""")
                        .bind("organization", TENANT.first().organizationId())
                        .bind("user", TENANT.first().userId())
                        .bind("hash", UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
    }
}
