package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.activity.AuditLog;
import dev.valence.credential.Credentials;
import dev.valence.credential.TokenEndpoint;
import dev.valence.element.Catalog;
import dev.valence.element.ProviderUrls;
import dev.valence.element.RedirectUri;
import dev.valence.element.StoredApplication;
import dev.valence.element.StoredApplications;
import dev.valence.http.Forbidden;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Page;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import dev.valence.store.Database;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.TestTenant;
import dev.valence.vault.TestVault;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances in the states that the console shows, and their secrets behind the password. */
class ConsoleInstancesTest {
    private static final TestTenant TENANT = TestTenant.create();

    private final Clock clock = Clock.systemUTC();
    private final Database database = TestVault.database(TENANT.jdbi());
    private final Credentials credentials =
            new Credentials(database, TENANT.vault(), TestVault.notices(TENANT.jdbi()), clock);
    private final Catalog catalog = new Catalog(ProviderUrls.none());
    private final AuditLog audit = new AuditLog(TENANT.jdbi(), clock);
    private final StoredApplications applications = new StoredApplications(database, TENANT.vault(), audit, clock);
    private final Instances instances =
            new Instances(database, TENANT.vault(), TestVault.notices(TENANT.jdbi()), credentials, clock);
    private final Provisioning provisioning = new Provisioning(
            catalog,
            instances,
            credentials,
            new TokenEndpoint(new BlockingClient(new AddressGuard(Optional.empty())), clock),
            new ExternalTokens(clock),
            applications,
            new RedirectUri("http://localhost:8080"),
            new InstanceLives(List.of()),
            database);
    private final InstanceOverviews overviews = new InstanceOverviews(TENANT.jdbi(), catalog, clock);
    private final ConsoleInstances console = new ConsoleInstances(
            TENANT.callers(), instances, overviews, catalog, TENANT.login(clock), applications, audit, database);
    private final Caller caller =
            TENANT.callers().require(Authorization.parse(TENANT.header().orElseThrow()));

    @BeforeEach
    void nothingIsThere() {
        TENANT.jdbi().useHandle(handle -> handle.execute("delete from instance; delete from audit"));
    }

    @Test
    void everyInstanceIsInOneState() {
        long working = create("Working", "sales");
        long refreshing = create("Refreshing", "sales");
        change(
                "update credential set lease_owner = gen_random_uuid(), lease_until = now() + interval '1 minute'",
                refreshing);
        long refused = create("Refused", "support");
        change(
                "update credential set state = 'needs re-authentication', refusal = 'the consent was withdrawn'",
                refused);
        long ended = create("Ended", "support");
        change(
                "update credential set refresh_token_sealed = null, issued_at = now() - interval '1 day', life_seconds = 60",
                ended);
        long disabled = create("Disabled", "support");
        TENANT.jdbi().useHandle(handle -> handle.execute("update instance set disabled = true where id = ?", disabled));

        assertThat(overviews.require(caller, working).state()).isEqualTo("working");
        assertThat(overviews.require(caller, working).tokenExpires()).isPresent();
        assertThat(overviews.require(caller, refreshing).state()).isEqualTo("refreshing");
        assertThat(overviews.require(caller, refused).stateReason()).contains("the consent was withdrawn");
        assertThat(overviews.require(caller, ended).state()).isEqualTo("needsReauthentication");
        assertThat(overviews.require(caller, ended).stateReason().orElseThrow()).contains("no refresh token");
        assertThat(overviews.require(caller, disabled).state()).isEqualTo("disabled");
        assertThat(names(Optional.empty(), Optional.empty(), Optional.of("needsReauthentication")))
                .containsExactly("Ended", "Refused");
        assertThat(overviews.countByElement(caller)).isEqualTo(Map.of("ciscospark", 5));
    }

    @Test
    void aListIsSearchedByNameTagAndId() {
        long sales = create("Sales chat", "team-a");
        create("Support chat", "team-b");

        assertThat(names(Optional.of("SALES"), Optional.empty(), Optional.empty()))
                .containsExactly("Sales chat");
        assertThat(names(Optional.of("team-"), Optional.empty(), Optional.empty()))
                .containsExactly("Sales chat", "Support chat");
        assertThat(names(Optional.of(Long.toString(sales)), Optional.empty(), Optional.empty()))
                .contains("Sales chat");
        assertThat(names(Optional.empty(), Optional.of("team-b"), Optional.empty()))
                .containsExactly("Support chat");
        assertThat(names(Optional.of("100%' or true"), Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aRevealedSecretIsInTheAuditLogByNameAndNotByValue() {
        long id = create("Secret", "a");

        assertThat(reveal(id, "oauth.api.secret", TestTenant.PASSWORD)).isEqualTo("s3cret-client");
        assertThat(reveal(id, "oauth.user.refresh_token", TestTenant.PASSWORD)).isEqualTo("s3cret-refresh");

        List<String> entries = TENANT.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select actor || ': ' || action || ', ' || subject || ', ' || detail from audit order by id")
                        .mapTo(String.class)
                        .list());
        String who = "user " + caller.userId() + ": secret shown, instance " + id;
        assertThat(entries)
                .containsExactly(
                        who + ", {\"what\": \"oauth.api.secret\"}", who + ", {\"what\": \"oauth.user.refresh_token\"}");
    }

    @Test
    void withoutThePasswordNothingIsRevealedAndNothingIsWritten() {
        long id = create("Secret", "a");

        assertThatThrownBy(() -> reveal(id, "token", "wrong")).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> reveal(id, "no.such.key", TestTenant.PASSWORD)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> reveal(id + 1000, "token", TestTenant.PASSWORD))
                .isInstanceOf(NotFound.class);
        int entries = TENANT.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from audit")
                        .mapTo(Integer.class)
                        .one());
        assertThat(entries).isZero();
        assertThat(console.read(TENANT.header(), Long.toString(id)).toString()).doesNotContain("s3cret");
    }

    @Test
    void theSecretOfTheOrganizationsApplicationIsForAdministrators() {
        long id = create("With the organization's application", "a");
        applications.put(
                caller,
                catalog.require("ciscospark"),
                new StoredApplication("key", "s3cret-client", Optional.empty(), Optional.empty()));
        try {
            assertThat(reveal(id, "oauth.api.secret", TestTenant.PASSWORD)).isEqualTo("s3cret-client");
            administrator(false);
            assertThatThrownBy(() -> reveal(id, "oauth.api.secret", TestTenant.PASSWORD))
                    .isInstanceOf(Forbidden.class)
                    .hasMessageContaining("only administrators");
            assertThat(reveal(id, "oauth.user.token", TestTenant.PASSWORD)).isEqualTo("s3cret-access");
        } finally {
            administrator(true);
            TENANT.jdbi().useHandle(handle -> handle.execute("delete from oauth_application"));
        }
    }

    /** A new secret, so that no memory answers with the former rights. */
    private void administrator(boolean yes) {
        TENANT.jdbi().useHandle(handle -> handle.execute("update users set administrator = ?", yes));
        TENANT.secrets().regenerateForUser(caller);
    }

    private String reveal(long id, String what, String password) {
        byte[] body = Json.bytes(Map.of("password", password, "what", what));
        return console.reveal(TENANT.header(), Long.toString(id), body).getOrDefault("value", "");
    }

    private List<String> names(Optional<String> search, Optional<String> tag, Optional<String> state) {
        return overviews
                .list(caller, new InstanceOverviews.Filter(search, tag, Optional.empty(), state), new Page(50, 1))
                .items()
                .stream()
                .map(InstanceOverview::name)
                .toList();
    }

    private static void change(String update, long id) {
        TENANT.jdbi().useHandle(handle -> handle.execute(update + " where instance_id = ?", id));
    }

    private long create(String name, String tag) {
        return provisioning
                .create(
                        caller,
                        Optional.of("ciscospark"),
                        InstanceRequest.read(Json.bytes(Map.of(
                                "name",
                                name,
                                "tags",
                                List.of(tag),
                                "externalAuthentication",
                                "initial",
                                "configuration",
                                Map.of(
                                        "oauth.api.key", "key",
                                        "oauth.api.secret", "s3cret-client",
                                        "oauth.callback.url", "https://example.com/callback",
                                        "oauth.user.token", "s3cret-access",
                                        "oauth.user.refresh_token", "s3cret-refresh",
                                        "oauth.user.refresh_interval", "3600")))))
                .id();
    }
}
