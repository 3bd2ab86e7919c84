package dev.valence.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.credential.SettableClock;
import dev.valence.tenant.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class EventPartitionsTest {
    private static final Duration RETENTION = Duration.ofDays(7);

    private final Jdbi jdbi = TestTenant.create().jdbi();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T09:30:00Z"));
    private final EventPartitions partitions = new EventPartitions(jdbi, clock, RETENTION);
    private final long instance = instance();

    @Test
    void aDayIsDroppedWhenItIsTooOld() {
        accept(false);
        clock.advance(Duration.ofDays(7));
        partitions.turn();
        assertThat(events()).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        partitions.turn();
        assertThat(events()).isZero();
        assertThat(count("event_identity")).isZero();
    }

    @Test
    void aDayWithADeliveryThatWaitsStaysUntilItIsSettled() {
        accept(true);
        clock.advance(Duration.ofDays(30));
        partitions.turn();
        assertThat(events()).isEqualTo(1);
        jdbi.useHandle(handle -> handle.execute("update delivery set state = 'dead'"));
        partitions.turn();
        assertThat(events()).isZero();
        assertThat(count("delivery")).isZero();
    }

    @Test
    void aDayWithADeliveryThatIsQueuedStaysUntilItIsReleased() {
        accept(true);
        jdbi.useHandle(handle -> handle.execute("update delivery set state = 'queued'"));
        clock.advance(Duration.ofDays(30));
        partitions.turn();
        assertThat(events()).isEqualTo(1);
        assertThat(count("delivery")).isEqualTo(1);
    }

    @Test
    void whatComesTwiceIsStoredOnceAlsoWithinOneBatch() {
        NewEvent event = event(true, "m1");
        List<Accepted> first = write(List.of(event, event("m2"), event));
        assertThat(first.get(2)).isEqualTo(new Accepted(first.getFirst().eventId(), true));
        assertThat(first).extracting(Accepted::repeated).containsExactly(false, false, true);
        assertThat(write(List.of(event)).getFirst())
                .isEqualTo(new Accepted(first.getFirst().eventId(), true));
        assertThat(events()).isEqualTo(2);
    }

    private void accept(boolean delivers) {
        write(List.of(event(delivers, "m1")));
    }

    private List<Accepted> write(List<NewEvent> events) {
        return jdbi.inTransaction(
                handle -> new EventWriter(clock).write(handle, events).accepted());
    }

    private NewEvent event(String id) {
        return event(true, id);
    }

    private NewEvent event(boolean delivers, String id) {
        return new NewEvent(
                new Receiver(instance, 2, 2, "ciscospark", delivers, false),
                EventSource.WEBHOOK,
                List.of(new EventObject("messages", id, "CREATED", clock.instant())),
                "{}",
                Optional.of(Identity.of(List.of("messages", "created", id))));
    }

    private int events() {
        return count("event");
    }

    private int count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Integer.class)
                .one());
    }

    private long instance() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into instance (organization_id, account_id, user_id, element_id, element_key, name, tags,
                            token_sealed, token_hash, external_authentication, created_at, updated_at)
                        select a.organization_id, a.id, u.id, 1, 'ciscospark', 'Events', '{}', '', 'hash', 'none', now(), now()
                        from users u join account a on a.id = u.account_id where u.email = :email returning id""")
                .bind("email", TestTenant.EMAIL)
                .mapTo(Long.class)
                .one());
    }
}
