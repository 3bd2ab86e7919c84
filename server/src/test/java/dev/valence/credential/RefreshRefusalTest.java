package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.http.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that no longer accepts the refresh token: said once, and never over a newer pair. */
class RefreshRefusalTest {
    private final Fixture fixture;
    private final Node node;
    private final long id;

    RefreshRefusalTest() throws Exception {
        fixture = new Fixture();
        node = fixture.node();
        id = fixture.expired(node);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            400 | {"error":"invalid_grant","error_description":"revoked by the user"} | revoked by the user
            400 | {"error":"invalid_request"}                                         | invalid_request
            400 | -                                                                   | -
            400 | Bad Request                                                         | Bad Request
            401 | -                                                                   | -
            401 | {"message":"Token is not good"}                                     | Token is not good
            403 | {"error":"invalid_grant"}                                           | invalid_grant
            200 | {"error":"bad_refresh_token"}                                       | bad_refresh_token
            """)
    void aRefusalEndsInNeedsReauthenticationOnce(int status, String body, String words) {
        fixture.provider.behave(call -> TokenServer.Answer.of(status, body == null ? "" : body));

        ProviderFailure first = refusedRefresh();
        ProviderFailure second = refusedRefresh();

        assertThat(first.status()).isEqualTo(401);
        assertThat(first).hasMessageContaining("needs re-authentication").hasMessageContaining("OAuth URL");
        assertThat(second.status()).isEqualTo(401);
        if (words != null) {
            assertThat(first.providerMessage()).contains(words);
            assertThat(second.providerMessage()).contains(words);
        }
        assertThat(fixture.provider.calls()).hasSize(1);
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.NEEDS_REAUTHENTICATION);
        assertThat(fixture.credential(id).generation()).isEqualTo(1);
        assertThat(fixture.audits(id)).hasSize(1);
        assertThat(fixture.leases(id)).isZero();
    }

    @Test
    void fiftyCallersOnThreeProcessesHearOfOneRefusal() throws Exception {
        List<Node> nodes = List.of(node, fixture.node(), fixture.node());
        fixture.provider.behave(call -> {
            Thread.sleep(Duration.ofMillis(200));
            return TokenServer.invalidGrant();
        });
        List<Callable<Credential>> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Node mine = nodes.get(i % 3);
            callers.add(() -> mine.tokens().fresh(id, fixture.organizationId(), fixture.provider.application(), true));
        }

        assertThat(Fixture.together(callers))
                .allSatisfy(result -> assertThat(result.failure())
                        .containsInstanceOf(ProviderFailure.class)
                        .get()
                        .extracting(failure -> ((ProviderFailure) failure).providerMessage())
                        .isEqualTo(Optional.of("The refresh token was used before")));
        assertThat(fixture.provider.calls()).hasSize(1);
        assertThat(fixture.audits(id)).hasSize(1);
    }

    @Test
    void aRefusalDoesNotTouchAPairThatCameMeanwhile() {
        fixture.provider.behave(call -> {
            fixture.replace(node, id, pair("consented"));
            return TokenServer.invalidGrant();
        });

        Credential newer = refresh();

        assertThat(newer.token().access()).isEqualTo("consented");
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.WORKING);
        assertThat(fixture.credential(id).generation()).isEqualTo(2);
        assertThat(fixture.audits(id)).isEmpty();
        assertThat(fixture.leases(id)).isZero();
    }

    @Test
    void aGrantDoesNotReplaceAPairThatCameMeanwhile() {
        fixture.provider.behave(call -> {
            fixture.replace(node, id, pair("consented"));
            return fixture.provider.rotating(call);
        });

        assertThat(refresh().token().access()).isEqualTo("consented");
        assertThat(fixture.credential(id).token().access()).isEqualTo("consented");
        assertThat(node.refresh().outrun()).isEqualTo(1);
    }

    @Test
    void aNewConsentMakesTheInstanceWorkAgain() {
        fixture.provider.behave(call -> TokenServer.invalidGrant());
        refusedRefresh();
        fixture.replace(node, id, pair("consented"));

        assertThat(node.tokens()
                        .fresh(id, fixture.organizationId(), fixture.provider.application(), true)
                        .token()
                        .access())
                .isEqualTo("consented");
        assertThat(fixture.credential(id).refusal()).isEmpty();
    }

    @Test
    void theMarkIsSeenByAnotherProcessThatRemembersTheToken() throws Exception {
        Node other = fixture.node();
        long fresh = fixture.with(node, pair("fresh"));
        other.tokens().fresh(fresh, fixture.organizationId(), fixture.provider.application(), true);
        assertThat(other.tokens().cached(fresh)).isPresent();
        var heard = new java.util.concurrent.CountDownLatch(1);
        other.notices().subscribe(Credentials.TOPIC, key -> heard.countDown(), () -> {});
        fixture.provider.behave(call -> TokenServer.invalidGrant());

        assertThatThrownBy(() -> node.refresh()
                        .newerThan(fixture.credential(fresh), fixture.organizationId(), fixture.provider.application()))
                .isInstanceOf(ProviderFailure.class);

        assertThat(heard.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(other.tokens().cached(fresh)).isEmpty();
    }

    @Test
    void anEndedTokenWithoutRefreshTokenNeedsReauthenticationWithoutACall() {
        long bare = fixture.with(
                node,
                new OAuthToken(
                        "access",
                        Optional.empty(),
                        Instant.now().minusSeconds(7200),
                        Optional.of(Duration.ofHours(1))));

        assertThatThrownBy(
                        () -> node.tokens().fresh(bare, fixture.organizationId(), fixture.provider.application(), true))
                .hasMessageContaining("needs re-authentication");
        assertThat(fixture.provider.calls()).isEmpty();
        assertThat(fixture.audits(bare)).hasSize(1);
    }

    @Test
    void aTokenWithoutRefreshTokenIsUsedToItsEnd() {
        long bare = fixture.with(
                node,
                new OAuthToken(
                        "access",
                        Optional.empty(),
                        Instant.now().minusSeconds(3570),
                        Optional.of(Duration.ofHours(1))));

        assertThat(node.tokens()
                        .fresh(bare, fixture.organizationId(), fixture.provider.application(), true)
                        .token()
                        .access())
                .isEqualTo("access");
        assertThat(fixture.audits(bare)).isEmpty();
    }

    @Test
    void aProviderThatRepeatsTheRequestDoesNotGiveItAway() {
        fixture.provider.behave(call -> TokenServer.Answer.of(400, """
                {"error":"invalid_grant","error_description":"refresh-0 of client with s3cret is bad"}"""));

        assertThat(refusedRefresh().providerMessage()).contains("******** of client with ******** is bad");
        assertThat(fixture.credential(id).refusal().orElseThrow()).doesNotContain("refresh-0", "s3cret");
        assertThat(fixture.audits(id).getFirst()).doesNotContain("refresh-0", "s3cret");
    }

    @Test
    void aSecretAtTheCutOfALongMessageIsNotGivenAwayInPart() {
        fixture.provider.behave(call -> TokenServer.Answer.of(400, "x".repeat(497) + "s3cret and more"));

        assertThat(refusedRefresh().providerMessage().orElseThrow()).doesNotContain("s3c");
    }

    @Test
    void wordsThatTheDatabaseCannotKeepDoNotHideTheRefusal() {
        fixture.provider.behave(call -> TokenServer.Answer.of(400, """
                {"error":"invalid_grant","error_description":"zero \\u0000 here, half a pair \\ud83d there"}"""));

        assertThat(refusedRefresh().status()).isEqualTo(401);
        assertThat(fixture.credential(id).state()).isEqualTo(CredentialState.NEEDS_REAUTHENTICATION);
        assertThat(fixture.credential(id).refusal().orElseThrow())
                .startsWith("zero")
                .contains("here, half a pair");
        assertThat(fixture.audits(id)).hasSize(1);
    }

    @Test
    void longWordsAreCutBetweenCharacters() {
        fixture.provider.behave(call -> TokenServer.Answer.of(400, "x".repeat(499) + "\uD83D\uDE00 and more"));

        assertThat(refusedRefresh().providerMessage().orElseThrow()).isEqualTo("x".repeat(499));
    }

    private static OAuthToken pair(String access) {
        return new OAuthToken(access, Optional.of("other"), Instant.now(), Optional.of(Duration.ofHours(1)));
    }

    private Credential refresh() {
        return node.refresh()
                .newerThan(fixture.credential(id), fixture.organizationId(), fixture.provider.application());
    }

    private ProviderFailure refusedRefresh() {
        return catchThrowableOfType(ProviderFailure.class, this::refresh);
    }
}
