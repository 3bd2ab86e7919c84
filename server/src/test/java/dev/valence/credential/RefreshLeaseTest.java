package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.http.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lease under which one process at a time calls the token endpoint. */
class RefreshLeaseTest {
    private static final UUID CRASHED = UUID.randomUUID();

    private final Fixture fixture;
    private final Node node;
    private final long id;

    RefreshLeaseTest() throws Exception {
        fixture = new Fixture();
        node = fixture.impatientNode();
        id = fixture.expired(node);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void othersAreToldToComeBackWhileACrashedOwnersLeaseStands() {
        assertThat(takeLease(CRASHED, Duration.ofMinutes(1))).isTrue();
        Instant start = Instant.now();

        Unavailable told = catchThrowableOfType(Unavailable.class, this::refresh);

        assertThat(told.status()).isEqualTo(503);
        assertThat(told.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(Duration.between(start, Instant.now()))
                .isBetween(Node.SHORT.patience(), Node.SHORT.patience().plusSeconds(30));
        assertThat(fixture.provider.calls()).isEmpty();
        assertThat(fixture.leases(id)).isEqualTo(1);
    }

    @Test
    void theNextCallerSucceedsWhenACrashedOwnersLeaseHasEnded() {
        takeLease(CRASHED, Duration.ofMillis(200));

        assertThat(refresh().token().access()).isEqualTo("access-1");
        assertThat(fixture.provider.calls()).hasSize(1);
    }

    @Test
    void aTokenThatTheCrashedOwnerUsedUpEndsInNeedsReauthentication() {
        takeLease(CRASHED, Duration.ofMillis(200));
        fixture.provider.rotating(
                new TokenServer.Call(java.util.Map.of("refresh_token", TokenServer.FIRST), Optional.empty()));

        assertThatThrownBy(this::refresh).hasMessageContaining("needs re-authentication");
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.NEEDS_REAUTHENTICATION);
        assertThat(fixture.audits(id)).hasSize(1);
    }

    @Test
    void onlyOneTakesTheLease() {
        assertThat(takeLease(UUID.randomUUID(), Duration.ofMinutes(1))).isTrue();
        assertThat(takeLease(UUID.randomUUID(), Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void noLeaseIsGivenForAPairThatIsNotTheNewest() {
        fixture.replace(node, id, fixture.credential(id).token());

        assertThat(takeLease(UUID.randomUUID(), Duration.ofMinutes(1))).isFalse();
        assertThat(fixture.leases(id)).isZero();
    }

    @Test
    void noLeaseIsGivenForARefusedPair() {
        UUID owner = UUID.randomUUID();
        takeLease(owner, Duration.ofMinutes(1));
        node.database().jdbi().useTransaction(handle -> node.credentials().refuse(handle, id, 1, owner, "no"));

        assertThat(takeLease(UUID.randomUUID(), Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void aStrangerCannotGiveTheLeaseBack() {
        takeLease(CRASHED, Duration.ofMinutes(1));

        node.credentials().release(id, UUID.randomUUID());
        node.credentials().postpone(id, UUID.randomUUID(), Duration.ZERO);
        assertThat(fixture.leases(id)).isEqualTo(1);
        node.credentials().release(id, CRASHED);
        assertThat(fixture.leases(id)).isZero();
    }

    @Test
    void nothingIsWrittenOverANewerPair() {
        UUID owner = UUID.randomUUID();
        takeLease(owner, Duration.ofMinutes(1));
        fixture.replace(node, id, pair("consented"));

        assertThat(node.credentials().advance(fixture.organizationId(), id, 1, owner, pair("late")))
                .isFalse();
        assertThat(fixture.credential(id).token().access()).isEqualTo("consented");
    }

    @Test
    void anOwnerWhoPausedPastItsLeaseWhileAnotherFinishedKeepsTheOthersPair() {
        fixture.provider.behave(call -> {
            endLease();
            fixture.provider.behave(fixture.provider::lasting);
            assertThat(refresh().token().access()).isEqualTo("access-1");
            return fixture.provider.lasting(call);
        });

        assertThat(refresh().token().access()).isEqualTo("access-1");
        assertThat(fixture.credential(id).generation()).isEqualTo(2);
        assertThat(node.refresh().outrun()).isEqualTo(1);
    }

    /** The single-use token went to the paused owner, so its pair is the only good one. */
    @Test
    void anOwnerWhoPausedPastItsLeaseStillStoresTheOnlyGoodPair() {
        fixture.provider.behave(call -> {
            TokenServer.Answer mine = fixture.provider.rotating(call);
            endLease();
            fixture.provider.behave(fixture.provider::rotating);
            assertThatThrownBy(this::refresh).hasMessageContaining("needs re-authentication");
            return mine;
        });

        assertThat(refresh().token().access()).isEqualTo("access-1");
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.WORKING);
        assertThat(fixture.credential(id).token().refresh()).contains("refresh-1");
    }

    /** The other may just have been granted what this one was refused. */
    @Test
    void aRefusalOfAnOwnerWhoPausedPastItsLeaseDoesNotCount() {
        fixture.provider.behave(call -> {
            endLease();
            assertThat(takeLease(CRASHED, Duration.ofMinutes(1))).isTrue();
            return TokenServer.invalidGrant();
        });

        assertThatThrownBy(this::refresh).isInstanceOf(Unavailable.class);
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.WORKING);
        assertThat(fixture.leases(id)).as("the other's lease").isEqualTo(1);
        assertThat(fixture.audits(id)).isEmpty();
    }

    /** Both were granted; the provider's last word is the other's. */
    @Test
    void aLatePairGivesWayToThatOfTheLeasesOwner() {
        takeLease(CRASHED, Duration.ofMillis(1));
        fixture.provider.behave(call -> {
            assertThat(node.credentials().advance(fixture.organizationId(), id, 1, CRASHED, pair("late")))
                    .isTrue();
            return fixture.provider.lasting(call);
        });

        assertThat(refresh().token().access()).isEqualTo("access-1");
        assertThat(fixture.credential(id).generation()).isEqualTo(3);
        assertThat(fixture.leases(id)).isZero();
    }

    @Test
    void aCallerWhoFindsTheWorkDoneDoesNotMakeTheNewPairDueAgain() {
        Credential old = fixture.credential(id);
        Credential fresh = refresh();
        Instant due = fixture.due(id).orElseThrow();

        assertThat(node.refresh().newerThan(old, fixture.organizationId(), fixture.provider.application()))
                .isEqualTo(fresh);
        assertThat(fixture.due(id)).contains(due);
        assertThat(due).isAfter(Instant.now().plusSeconds(TokenServer.LIFE_SECONDS * 8 / 10));
    }

    private static OAuthToken pair(String access) {
        return new OAuthToken(access, Optional.of("other"), Instant.now(), Optional.of(Duration.ofHours(1)));
    }

    private boolean takeLease(UUID owner, Duration length) {
        return node.credentials().takeLease(id, 1, owner, length);
    }

    /** As if the owner had stood still for half a minute. */
    private void endLease() {
        fixture.jdbi()
                .useHandle(handle -> handle.execute(
                        "update credential set lease_until = now() - interval '1 second' where instance_id = ?", id));
    }

    private Credential refresh() {
        return node.refresh()
                .newerThan(fixture.credential(id), fixture.organizationId(), fixture.provider.application());
    }
}
