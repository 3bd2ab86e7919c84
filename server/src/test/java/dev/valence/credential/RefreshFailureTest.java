package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.http.ApiException;
import dev.valence.http.BadRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token call that failed without a word about the refresh token: the credential stays as it is, and the lease is free. */
class RefreshFailureTest {
    /** How long the provider may take; long enough for an answer on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Fixture fixture;
    private final Node node;
    private final long id;

    RefreshFailureTest() throws Exception {
        fixture = new Fixture();
        node = fixture.impatientNode(LIMIT);
        id = fixture.expired(node);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error":"invalid_client"}                    | 400 | oauth.api.secret
            401 | {"error":"invalid_client"}                    | 400 | oauth.api.secret
            401 | {"error":"unauthorized_client"}               | 400 | oauth.api.secret
            200 | {"error":"incorrect_client_credentials"}      | 400 | oauth.api.secret
            429 | {"message":"slow down"}                       | 429 | slow down
            403 | {"message":"rate limit exceeded"}             | 502 | status 403
            403 | <html>firewall</html>                         | 502 | status 403
            500 | {"message":"oops"}                            | 502 | status 500
            503 | <html>maintenance</html>                      | 502 | status 503
            404 | {}                                            | 502 | status 404
            302 | {}                                            | 502 | status 302
            200 | <html>maintenance</html>                      | 502 | no access token
            200 | {"access_token":                              | 502 | no access token
            200 | {"access_token":""}                           | 502 | no access token
            200 | {}                                            | 502 | no access token
            """)
    void aFailureLeavesTheCredentialWorking(int status, String body, int answered, String hint) {
        fixture.provider.behave(call -> TokenServer.Answer.of(status, body, Map.of("Retry-After", "7")));

        ApiException failure = failedRefresh();

        assertThat(failure.status()).isEqualTo(answered);
        assertThat(failure).hasMessageContaining(hint);
        assertUntouched();
    }

    @Test
    void retryAfterOfTheTokenEndpointReachesTheCaller() {
        fixture.provider.behave(call -> TokenServer.Answer.of(429, "{}", Map.of("Retry-After", "7")));

        assertThat(failedRefresh().retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aSilentProviderIsA504() {
        fixture.provider.behave(call -> {
            Thread.sleep(LIMIT.multipliedBy(2));
            return TokenServer.Answer.dropped();
        });

        assertThat(failedRefresh().status()).isEqualTo(504);
        assertUntouched();
    }

    @Test
    void aConnectionThatTheProviderDropsIsA502() {
        fixture.provider.behave(call -> TokenServer.Answer.dropped());

        assertThat(failedRefresh().status()).isEqualTo(502);
        assertThat(fixture.provider.calls()).as("never sent twice").hasSize(1);
        assertUntouched();
    }

    @Test
    void aRefusedConnectionIsA502() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/token");
        }
        ApiException failure = refreshAt(nobody);

        assertThat(failure.status()).isEqualTo(502);
        assertUntouched();
    }

    @Test
    void anAddressThatMayNotBeCalledGivesTheLeaseBack() {
        ApiException failure = refreshAt(URI.create("http://10.0.0.1/token"));

        assertThat(failure).isInstanceOf(BadRequest.class).hasMessageContaining("private");
        assertUntouched();
    }

    @Test
    void aUrlThatCannotBeCalledGivesTheLeaseBack() {
        assertThat(refreshAt(URI.create("http://127.0.0.1:99999/token")).status())
                .isBetween(400, 504);
        assertUntouched();
    }

    @Test
    void theNextCallerSucceedsAfterAFailure() {
        fixture.provider.behave(call -> TokenServer.Answer.of(500, "{}"));
        failedRefresh();
        fixture.provider.behave(fixture.provider::rotating);

        assertThat(node.refresh()
                        .newerThan(fixture.credential(id), fixture.organizationId(), fixture.provider.application())
                        .token()
                        .access())
                .isEqualTo("access-1");
    }

    private ApiException failedRefresh() {
        return refreshAt(fixture.provider.url());
    }

    private ApiException refreshAt(URI url) {
        OAuthApplication application = new OAuthApplication(url, url, "client", "s3cret", true, "");
        return catchThrowableOfType(
                ApiException.class,
                () -> node.refresh().newerThan(fixture.credential(id), fixture.organizationId(), application));
    }

    private void assertUntouched() {
        Credential now = fixture.credential(id);
        assertThat(now.state()).isEqualTo(CredentialState.WORKING);
        assertThat(now.generation()).isEqualTo(1);
        assertThat(now.token().refresh()).contains(TokenServer.FIRST);
        assertThat(fixture.leases(id)).as("leases").isZero();
        assertThat(fixture.audits(id)).isEmpty();
        assertThat(fixture.due(id).orElseThrow())
                .as("the sweep comes again, and not at once")
                .isBetween(Instant.now().plusSeconds(240), Instant.now().plusSeconds(301));
    }
}
