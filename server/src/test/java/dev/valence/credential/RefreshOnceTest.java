package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many ask, the provider is asked once. */
class RefreshOnceTest {
    private final Fixture fixture;

    RefreshOnceTest() throws Exception {
        fixture = new Fixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void fiftyCallersOfOneProcessMakeOneTokenCall() throws Exception {
        Node node = fixture.node();
        long id = fixture.expired(node);
        slowly();

        assertThat(accessTokens(Collections.nCopies(50, fresh(node, id))))
                .containsOnly("access-1")
                .hasSize(50);
        assertThat(fixture.provider.calls()).hasSize(1);
        assertThat(fixture.leases(id)).isZero();
    }

    @Test
    void fiftyCallersOnThreeProcessesMakeOneTokenCall() throws Exception {
        List<Node> nodes = List.of(fixture.node(), fixture.node(), fixture.node());
        long id = fixture.expired(nodes.getFirst());
        slowly();

        assertThat(accessTokens(spread(nodes, id))).containsOnly("access-1").hasSize(50);
        assertThat(fixture.provider.calls()).hasSize(1);
    }

    @Test
    void fiftyCallersWhoseTokenTheVendorRefusedMakeOneTokenCall() throws Exception {
        List<Node> nodes = List.of(fixture.node(), fixture.node(), fixture.node());
        long id = fixture.with(
                nodes.getFirst(),
                new OAuthToken("access-0", Optional.of(TokenServer.FIRST), Instant.now(), Optional.empty()));
        Credential refused = fixture.credential(id);
        List<Callable<Credential>> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Node node = nodes.get(i % 3);
            callers.add(() ->
                    node.tokens().afterRefusal(refused, fixture.organizationId(), fixture.provider.application()));
        }
        slowly();

        assertThat(accessTokens(callers)).containsOnly("access-1").hasSize(50);
        assertThat(fixture.provider.calls()).hasSize(1);
    }

    @Test
    void rotationLocksNobodyOutOverManyRounds() throws Exception {
        List<Node> nodes = List.of(fixture.node(), fixture.node(), fixture.node());
        long id = fixture.expired(nodes.getFirst());
        for (int round = 1; round <= 8; round++) {
            Credential old = fixture.credential(id);
            List<Callable<Credential>> callers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Node node = nodes.get(i % 3);
                callers.add(
                        () -> node.refresh().newerThan(old, fixture.organizationId(), fixture.provider.application()));
            }
            assertThat(accessTokens(callers)).containsOnly("access-" + round);
            assertThat(fixture.credential(id).token().refresh()).contains("refresh-" + round);
        }
        assertThat(fixture.provider.calls()).hasSize(8);
        assertThat(fixture.audits(id)).isEmpty();
    }

    @Test
    void aReplyWithoutRefreshTokenKeepsTheOldOne() {
        Node node = fixture.node();
        long id = fixture.expired(node);
        fixture.provider.behave(fixture.provider::lasting);

        Credential first = node.refresh()
                .newerThan(fixture.credential(id), fixture.organizationId(), fixture.provider.application());
        Credential second = node.refresh().newerThan(first, fixture.organizationId(), fixture.provider.application());

        assertThat(second.token().access()).isEqualTo("access-2");
        assertThat(second.token().refresh()).contains(TokenServer.FIRST);
        assertThat(second.generation()).isEqualTo(3);
    }

    @Test
    void whoeverSawAnOlderPairGetsTheNewerWithoutACall() {
        Node node = fixture.node();
        long id = fixture.expired(node);
        Credential old = fixture.credential(id);
        fixture.replace(node, id, token("consented", Duration.ofHours(1)));

        assertThat(node.refresh()
                        .newerThan(old, fixture.organizationId(), fixture.provider.application())
                        .token()
                        .access())
                .isEqualTo("consented");
        assertThat(fixture.provider.calls()).isEmpty();
        assertThat(fixture.leases(id)).isZero();
    }

    @Test
    void aFreshTokenIsUsedAsItIs() {
        Node node = fixture.node();
        long id = fixture.with(node, token("fresh", Duration.ofHours(1)));

        assertThat(node.tokens()
                        .fresh(id, fixture.organizationId(), fixture.provider.application(), true)
                        .token()
                        .access())
                .isEqualTo("fresh");
        assertThat(node.tokens().cached(id))
                .map(found -> found.token().access())
                .contains("fresh");
        assertThat(fixture.provider.calls()).isEmpty();
    }

    @Test
    void aTokenThatTheCallerKeepsUpToDateIsNeverRefreshed() {
        Node node = fixture.node();
        long id = fixture.expired(node);

        assertThat(node.tokens()
                        .fresh(id, fixture.organizationId(), fixture.provider.application(), false)
                        .token()
                        .access())
                .isEqualTo("access-0");
        assertThat(node.tokens().cached(id))
                .as("expired, so not offered to the fast path")
                .isEmpty();
        assertThat(fixture.provider.calls()).isEmpty();
    }

    private static OAuthToken token(String access, Duration life) {
        return new OAuthToken(access, Optional.of(TokenServer.FIRST), Instant.now(), Optional.of(life));
    }

    /** Slow enough that all callers are there before the answer. */
    private void slowly() {
        fixture.provider.behave(call -> {
            Thread.sleep(Duration.ofMillis(300));
            return fixture.provider.rotating(call);
        });
    }

    private Callable<Credential> fresh(Node node, long id) {
        return () -> node.tokens().fresh(id, fixture.organizationId(), fixture.provider.application(), true);
    }

    private List<Callable<Credential>> spread(List<Node> nodes, long id) {
        List<Callable<Credential>> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callers.add(fresh(nodes.get(i % nodes.size()), id));
        }
        return callers;
    }

    private static List<String> accessTokens(List<Callable<Credential>> callers) throws InterruptedException {
        return Fixture.together(callers).stream()
                .map(result -> result.value()
                        .orElseThrow(() -> new AssertionError(result.failure().orElseThrow()))
                        .token()
                        .access())
                .toList();
    }
}
