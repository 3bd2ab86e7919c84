package dev.valence.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.credential.SettableClock;
import dev.valence.tenant.Caller;
import dev.valence.tenant.TestTenant;
import dev.valence.vault.TestVault;
import dev.valence.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A flow whose end is cut off, as by kill -9 between its claim and its result. */
class FlowsTest {
    private final TestTenant tenant = TestTenant.create();
    private final Jdbi jdbi = tenant.jdbi();
    private final Vault vault = TestVault.create(jdbi);
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T09:30:00Z"));
    private final Flows flows = new Flows(jdbi, vault, clock);
    private final ConnectSessions sessions = new ConnectSessions(jdbi, vault, clock);
    private final long user = jdbi.withHandle(handle -> handle.createQuery("select id from users where email = :email")
            .bind("email", TestTenant.EMAIL)
            .mapTo(Long.class)
            .one());
    private final long organization = jdbi.withHandle(handle -> handle.createQuery(
                    "select a.organization_id from users u join account a on a.id = u.account_id where u.id = :id")
            .bind("id", user)
            .mapTo(Long.class)
            .one());

    @Test
    void aFlowWhoseEndWasCutOffIsInterruptedAfterAMinute() {
        Flow flow = open(Optional.empty());
        assertThat(flows.claim(flow)).isTrue();
        assertThat(flows.claim(flow)).as("somebody is at it").isFalse();
        assertThat(read(flow).statusAt(clock.instant())).isEqualTo("waiting");

        clock.advance(Flows.LEASE);

        assertThat(read(flow).statusAt(clock.instant())).isEqualTo("failed");
        assertThat(read(flow).interruptedAt(clock.instant())).isTrue();
        assertThat(flows.claim(flow)).as("its code may be used up").isFalse();
    }

    @Test
    void oneThatIsNeverComeBackFromExpires() {
        Flow flow = open(Optional.empty());
        clock.advance(Flows.LIFE);
        assertThat(read(flow).statusAt(clock.instant())).isEqualTo("expired");
        assertThat(read(flow).interruptedAt(clock.instant())).isFalse();
    }

    @Test
    void theSessionOfAButtonIsFreeAgainWithIt() {
        Caller caller = new Caller(user, 2, organization, TestTenant.EMAIL, "Ada", "Sandbox", true);
        sessions.open(caller, List.of("ciscospark"), Optional.empty(), ConnectForm.EMPTY);
        long session = jdbi.withHandle(handle -> handle.createQuery("select max(id) from connect_session")
                .mapTo(Long.class)
                .one());
        Flow cutOff = open(Optional.of(session));
        Flow next = open(Optional.of(session));
        flows.claim(cutOff);
        assertThat(sessions.claim(session, cutOff)).isTrue();
        assertThat(sessions.claim(session, next)).isFalse();

        clock.advance(Flows.LEASE);

        assertThat(sessions.claim(session, next)).isTrue();
    }

    private Flow open(Optional<Long> session) {
        long id = flows.open(new Flows.Start(
                organization,
                user,
                "ciscospark",
                ConnectForm.EMPTY,
                Optional.empty(),
                "state" + System.nanoTime(),
                "binding",
                session));
        return flows.find(user, id).orElseThrow();
    }

    private Flow read(Flow flow) {
        return flows.find(user, flow.id()).orElseThrow();
    }
}
