package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rows of credentials. */
class CredentialsTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");

    private final Fixture fixture;
    private final SettableClock clock = new SettableClock(ISSUED);
    private final Node node;

    CredentialsTest() throws Exception {
        fixture = new Fixture();
        node = fixture.node(clock);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aPairIsReadAsItWasWritten() {
        OAuthToken token = hour(ISSUED);
        long id = fixture.with(node, token);

        assertThat(node.credentials().find(id))
                .contains(new Credential(id, 1, token, CredentialState.WORKING, Optional.empty()));
        assertThat(node.credentials().findAll(List.of(id, 999_999L))).containsOnlyKeys(id);
        assertThat(node.credentials().find(999_999L)).isEmpty();
    }

    @Test
    void aStolenDatabaseShowsNoToken() {
        long id = fixture.with(node, hour(ISSUED));
        byte[] row = fixture.jdbi()
                .withHandle(handle -> handle.createQuery("select access_token_sealed || refresh_token_sealed"
                                + " from credential where instance_id = :id")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .one());

        assertThat(new String(row, StandardCharsets.ISO_8859_1)).doesNotContain("access-of", "refresh-of");
    }

    @Test
    void aTokenMovedToAnotherInstanceCannotBeRead() {
        long mine = fixture.with(node, hour(ISSUED));
        long other = fixture.with(node, hour(ISSUED));
        fixture.jdbi()
                .useHandle(handle -> handle.execute(
                        "update credential set access_token_sealed = (select access_token_sealed from credential"
                                + " where instance_id = ?) where instance_id = ?",
                        other,
                        mine));

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> node.credentials().find(mine))
                .hasMessageNotContaining("access-of");
    }

    @Test
    void pairsAreDueAheadOfTheirEndAndOldestFirst() {
        long younger = fixture.with(node, hour(ISSUED));
        long older = fixture.with(node, hour(ISSUED.minusSeconds(600)));
        fixture.with(node, new OAuthToken("a", Optional.of("r"), ISSUED, Optional.empty()));
        fixture.with(node, new OAuthToken("a", Optional.empty(), ISSUED, Optional.of(Duration.ofHours(1))));

        assertThat(due(10)).isEmpty();
        clock.advance(Duration.ofSeconds(3600 * 84 / 100));
        assertThat(due(10)).containsExactly(older);
        clock.advance(Duration.ofSeconds(3600 * 6 / 100));
        assertThat(due(10)).containsExactly(older, younger);
        assertThat(due(1)).containsExactly(older);
    }

    @Test
    void whatIsLeasedOrRefusedIsNotDue() {
        long leased = fixture.with(node, hour(ISSUED));
        long refused = fixture.with(node, hour(ISSUED));
        clock.advance(Duration.ofHours(2));
        assertThat(due(10)).containsExactlyInAnyOrder(leased, refused);

        UUID owner = UUID.randomUUID();
        node.credentials().takeLease(leased, 1, owner, Duration.ofMinutes(1));
        node.credentials().takeLease(refused, 1, owner, Duration.ofMinutes(1));
        node.database().jdbi().useTransaction(handle -> node.credentials().refuse(handle, refused, 1, owner, "no"));

        assertThat(due(10)).isEmpty();
    }

    @Test
    void aPairThatTheCallerKeepsUpToDateIsNeverDue() {
        long id = fixture.with(node, hour(ISSUED));
        node.database()
                .jdbi()
                .useTransaction(handle ->
                        node.credentials().replace(handle, fixture.organizationId(), id, hour(ISSUED), false));
        clock.advance(Duration.ofDays(1));

        assertThat(due(10)).isEmpty();
    }

    @Test
    void aLifeBeyondTheCalendarIsStored() {
        long id = fixture.with(
                node,
                new OAuthToken("a", Optional.of("r"), ISSUED, Optional.of(Duration.ofSeconds(99_999_999_999_999L))));

        assertThat(fixture.due(id)).isEmpty();
        assertThat(node.credentials().find(id).orElseThrow().freshAt(ISSUED.plus(36_500, ChronoUnit.DAYS)))
                .isTrue();
    }

    @Test
    void theCacheForgetsATokenWhenItEnds() {
        long id = fixture.with(node, hour(ISSUED));
        node.tokens().fresh(id, fixture.organizationId(), fixture.provider.application(), true);
        assertThat(node.tokens().cached(id)).isPresent();

        clock.advance(Duration.ofMinutes(59));

        assertThat(node.tokens().cached(id)).isEmpty();
    }

    private static OAuthToken hour(Instant issued) {
        return new OAuthToken("access-of", Optional.of("refresh-of"), issued, Optional.of(Duration.ofHours(1)));
    }

    private List<Long> due(int most) {
        return node.credentials().due(most).stream()
                .map(Credentials.Due::instanceId)
                .toList();
    }
}
