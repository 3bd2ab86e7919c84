package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.activity.AuditLog;
import dev.valence.credential.Credentials;
import dev.valence.credential.Refresh;
import dev.valence.credential.TokenEndpoint;
import dev.valence.credential.TokenServer;
import dev.valence.element.Catalog;
import dev.valence.element.ProviderUrls;
import dev.valence.element.RedirectUri;
import dev.valence.element.StoredApplications;
import dev.valence.http.Json;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import dev.valence.store.Database;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.TestTenant;
import dev.valence.vault.TestVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which instances the background sweep renews, and that none of them keeps it from the others. */
class RefreshSweepTest {
    private static final TestTenant TENANT = TestTenant.create();

    private final Clock clock = Clock.systemUTC();
    private final TokenServer provider = new TokenServer();
    private final BlockingClient client = new BlockingClient(new AddressGuard(Optional.of(List.of("loopback"))));
    private final Database database = TestVault.database(TENANT.jdbi());
    private final Credentials credentials =
            new Credentials(database, TENANT.vault(), TestVault.notices(TENANT.jdbi()), clock);
    private final TokenEndpoint endpoint = new TokenEndpoint(client, clock);
    private final Catalog catalog = new Catalog(ProviderUrls.none());
    private final Instances instances =
            new Instances(database, TENANT.vault(), TestVault.notices(TENANT.jdbi()), credentials, clock);
    private final Provisioning provisioning = new Provisioning(
            catalog,
            instances,
            credentials,
            endpoint,
            new ExternalTokens(clock),
            new StoredApplications(database, TENANT.vault(), new AuditLog(TENANT.jdbi(), clock), clock),
            new RedirectUri("http://localhost:8080"),
            new InstanceLives(List.of()),
            database);
    private final RefreshSweep sweep = new RefreshSweep(
            credentials,
            new Refresh(credentials, endpoint, database, new AuditLog(TENANT.jdbi(), clock), clock),
            instances,
            catalog,
            Duration.ofHours(1));
    private final Caller caller =
            TENANT.callers().require(Authorization.parse(TENANT.header().orElseThrow()));

    RefreshSweepTest() throws Exception {}

    @BeforeEach
    void nothingIsThere() {
        TENANT.jdbi().useHandle(handle -> handle.execute("delete from instance"));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aTokenThatIsDueIsRenewedThoughABrokenInstanceStandsBeforeIt() {
        long broken = expired("initial");
        long whole = expired("initial");
        TENANT.jdbi()
                .useHandle(handle -> handle.execute(
                        "update instance set element_key = 'gone' where id = ?; update credential"
                                + " set refresh_due_at = refresh_due_at - interval '1 hour' where instance_id = ?",
                        broken,
                        broken));

        sweep.sweep();

        assertThat(credentials.find(whole).orElseThrow().generation()).isEqualTo(2);
        assertThat(credentials.find(broken).orElseThrow().generation()).isEqualTo(1);
        assertThat(due(broken)).hasValueSatisfying(next -> assertThat(next).isAfter(clock.instant()));
    }

    @Test
    void tokensThatTheCallerRenewsAreLeftAlone() {
        long id = expired("always");

        sweep.sweep();

        assertThat(due(id)).isEmpty();
        assertThat(credentials.find(id).orElseThrow().generation()).isEqualTo(1);
    }

    @Test
    void whoTakesTheRenewalOverOrGivesItBackIsHeard() {
        long id = expired("initial");
        provisioning.update(caller, id, request(Map.of("externalAuthentication", "always")));
        assertThat(due(id)).isEmpty();

        provisioning.update(caller, id, request(Map.of("externalAuthentication", "initial")));
        sweep.sweep();

        assertThat(credentials.find(id).orElseThrow().generation()).isEqualTo(2);
    }

    private long expired(String external) {
        String tokenUrl = provider.url().toString();
        return provisioning
                .create(
                        caller,
                        Optional.of("ciscospark"),
                        request(Map.of(
                                "externalAuthentication",
                                external,
                                "configuration",
                                Map.of(
                                        "oauth.api.key", "key",
                                        "oauth.api.secret", "secret",
                                        "oauth.callback.url", "https://example.com/callback",
                                        "oauth.token.url", tokenUrl,
                                        "oauth.token.refresh_url", tokenUrl,
                                        "oauth.user.token", "access-0",
                                        "oauth.user.refresh_token", TokenServer.FIRST,
                                        "oauth.user.refresh_interval", "3600",
                                        "oauth.user.refresh_time", "1700000000000"))))
                .id();
    }

    private static InstanceRequest request(Map<String, Object> body) {
        return InstanceRequest.read(Json.bytes(body));
    }

    private static Optional<Instant> due(long id) {
        return TENANT.jdbi()
                .withHandle(handle -> handle.createQuery("select refresh_due_at from credential"
                                + " where instance_id = :id and refresh_due_at is not null")
                        .bind("id", id)
                        .mapTo(Instant.class)
                        .findOne());
    }
}
