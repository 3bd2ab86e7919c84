package dev.valence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.credential.SettableClock;
import dev.valence.event.EventObject;
import dev.valence.event.EventPartitions;
import dev.valence.event.EventSource;
import dev.valence.event.Journal;
import dev.valence.event.NewEvent;
import dev.valence.event.Receiver;
import dev.valence.tenant.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints and deliveries as they stand in the database. */
class EndpointRowsTest {
    private final Jdbi jdbi = TestTenant.create().jdbi();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T09:30:00Z"));
    private final Leases leases = new Leases(jdbi, clock);
    private final Deliveries deliveries = new Deliveries(jdbi, clock);
    private final Journal journal = new Journal(jdbi, clock, List.of());
    private final long instance = instance();

    @BeforeEach
    void makePartitions() {
        new EventPartitions(jdbi, clock, Duration.ofDays(7)).turn();
    }

    /** A process that stood still meets its own lease as one that ended. */
    @Test
    void aProcessDoesNotClaimWhatItHoldsAlready() {
        accept(true, "m1");
        assertThat(leases.claim(10, List.of())).hasSize(1);
        clock.advance(Duration.ofSeconds(11));
        assertThat(leases.claim(10, List.of(instance))).isEmpty();
        assertThat(leases.renew(List.of(instance))).containsExactly(instance);
        clock.advance(Duration.ofSeconds(11));
        assertThat(new Leases(jdbi, clock).claim(10, List.of()))
                .as("another process does")
                .hasSize(1);
        assertThat(leases.renew(List.of(instance))).isEmpty();
    }

    /** They had no delivery before, and so no place in the order either. */
    @Test
    void eventsThatGetTheirFirstDeliveryLaterKeepTheOrderOfTheirObject() {
        long first = accept(false, "m1");
        long second = accept(false, "m1");
        long other = accept(false, "m2");
        jdbi.useTransaction(handle -> deliveries.release(handle, instance, List.of(first, second, other)));
        assertThat(deliveries.due(instance, List.of(), 10, true))
                .extracting(DueDelivery::id)
                .containsExactly(first, other);
        assertThat(deliveries.due(instance, List.of(), 10, false)).hasSize(3);
    }

    @Test
    void aRestEndsWhenTheInstanceIsOn() {
        accept(true, "m1");
        OffsetDateTime now = OffsetDateTime.now(clock);
        assertThat(leases.claim(10, List.of())).hasSize(1);
        jdbi.useTransaction(
                handle -> leases.rest(handle, instance, 0, clock.instant().plusSeconds(60)));
        jdbi.useHandle(handle -> handle.execute("update instance set disabled = true"));
        assertThat(Reopening.endRest(jdbi, instance, now)).isFalse();
        jdbi.useHandle(handle -> handle.execute("update instance set disabled = false"));
        assertThat(Reopening.endRest(jdbi, instance, now)).isTrue();
        assertThat(leases.claim(10, List.of())).hasSize(1);
    }

    /** What a poll finds is told object by object then, so that each has its place in the order. */
    @Test
    void anInstanceThatWantsTheOrderGetsOneObjectInEachNotification() {
        configure("event.notification.enabled", "true");
        assertThat(receiver().mostObjects(10)).isEqualTo(10);
        configure("event.notification.order", "Object");
        assertThat(receiver().mostObjects(10)).isEqualTo(1);
    }

    private Receiver receiver() {
        return jdbi.withHandle(handle -> Receiver.find(handle, instance)).orElseThrow();
    }

    private void configure(String key, String value) {
        jdbi.useHandle(handle -> handle.execute(
                "insert into instance_configuration (instance_id, key, value) values (?, ?, ?)", instance, key, value));
    }

    private long accept(boolean delivers, String object) {
        return journal.acceptAndWait(new NewEvent(
                        new Receiver(instance, 2, 2, "ciscospark", delivers, true),
                        EventSource.WEBHOOK,
                        List.of(new EventObject("messages", object, "UPDATED", clock.instant())),
                        "{}",
                        Optional.empty()))
                .eventId();
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
