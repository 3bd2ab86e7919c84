package dev.valence.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.valence.TestDatabase;
import dev.valence.http.Forbidden;
import dev.valence.http.Unauthorized;
import dev.valence.store.ChangeNotices;
import dev.valence.vault.TestVault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class CallersTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = nanos::get;
    private final Jdbi jdbi = TestDatabase.create();
    private final TestTenant tenant = TestTenant.on(jdbi, ticker);
    private final Callers callers = tenant.callers();

    @Test
    void theFirstTenantIsFoundBySecretsThatBelongTogether() {
        Caller caller = callers.require(tenant.header());

        assertThat(caller.email()).isEqualTo(TestTenant.EMAIL);
        assertThat(caller.administrator()).isTrue();
        assertThat(caller.userId()).isEqualTo(2);
        assertThat(caller.accountId()).isEqualTo(2);
        assertThat(caller.organizationId()).isEqualTo(2);
        assertThat(callers.find(Authorization.parse(tenant.header()))).contains(caller);
        assertThat(callers.callerOfUser(tenant.userSecret(), Optional.empty())).isEqualTo(caller);
    }

    @Test
    void secretsHaveTheShapesThatClientsKnow() {
        assertThat(tenant.organizationSecret()).matches("[0-9a-f]{32}");
        assertThat(tenant.userSecret()).matches("[A-Za-z0-9+/]{43}=");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefused(Optional.empty(), "no User part");
        assertRefused(Optional.of("Organization " + tenant.organizationSecret()), "no User part");
        assertRefused(Optional.of("User " + tenant.userSecret()), "no Organization part");
    }

    @Test
    void wrongSecretsAreRefusedWithoutBeingRepeated() {
        assertRefused(Optional.of("User abcabc, Organization " + tenant.organizationSecret()), "not known");
        assertRefused(
                Optional.of("User " + tenant.userSecret() + ", Organization abcabc"), "not the one of this user's");
        assertThatThrownBy(() ->
                        callers.find(new Authorization(Optional.of("abcabc"), Optional.empty(), Optional.empty())))
                .isInstanceOf(Unauthorized.class);
    }

    @Test
    void nobodyIsFoundWhenNoUserWasSent() {
        assertThat(callers.find(Authorization.NONE)).isEmpty();
        assertThat(callers.find(Authorization.parse("Element abc"))).isEmpty();
    }

    @Test
    void theMemoryIsAskedWithoutTheDatabaseAndLastsTenSeconds() {
        Authorization authorization = Authorization.parse(tenant.header());
        assertThat(callers.cached(authorization)).isEmpty();

        Caller caller = callers.require(authorization);
        assertThat(callers.cached(authorization)).contains(caller);
        assertThat(callers.cached(new Authorization(authorization.user(), Optional.of("abc"), Optional.empty())))
                .isEmpty();
        assertThat(callers.cached(Authorization.NONE)).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(callers.cached(authorization)).isEmpty();
    }

    @Test
    void aRegeneratedUserSecretReplacesTheOldOneAtOnce() {
        Optional<String> before = tenant.header();
        Caller caller = callers.require(before);

        String secret = tenant.secrets().regenerateForUser(caller);

        assertThat(secret).isEqualTo(tenant.userSecret());
        assertRefused(before, "not known");
        assertThat(callers.cached(Authorization.parse(before))).isEmpty();
        assertThat(callers.require(tenant.header())).isEqualTo(caller);
    }

    @Test
    void aRegeneratedOrganizationSecretReplacesTheOldOneForEveryUser() {
        long further = tenant.addUser("bob@example.com", false);
        Optional<String> before = tenant.header();
        String bob = "User " + tenant.secrets().ofUser(2, further) + ", Organization ";
        Caller caller = callers.require(before);
        callers.require(Optional.of(bob + tenant.organizationSecret()));
        String old = tenant.organizationSecret();

        String secret = tenant.secrets().regenerateForOrganization(caller);

        assertThat(secret).matches("[0-9a-f]{32}").isNotEqualTo(old);
        assertRefused(before, "not the one of this user's");
        assertRefused(Optional.of(bob + old), "not the one of this user's");
        assertThat(callers.require(Optional.of(bob + secret)).userId()).isEqualTo(further);
    }

    @Test
    void onlyAnAdministratorRegeneratesTheOrganizationSecret() {
        long further = tenant.addUser("bob@example.com", false);
        Caller bob = callers.callerOfUser(tenant.secrets().ofUser(2, further), Optional.empty());

        assertThatThrownBy(() -> tenant.secrets().regenerateForOrganization(bob))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void regenerationIsInTheAuditLog() {
        tenant.secrets().regenerateForUser(callers.require(tenant.header()));

        List<String> entries = jdbi.withHandle(handle -> handle.createQuery(
                        "select actor || ': ' || action || ', ' || subject from audit where organization_id = 2")
                .mapTo(String.class)
                .list());
        assertThat(entries).containsExactly("user 2: secret regenerated, user 2");
    }

    @Test
    void anotherProcessRefusesTheOldSecretAsSoonAsItHearsOfTheChange() throws InterruptedException {
        CountDownLatch heard = new CountDownLatch(1);
        try (ChangeNotices notices = new ChangeNotices(TestVault.database(jdbi))) {
            TestTenant other = tenant.otherProcess(notices);
            Optional<String> before = tenant.header();
            Caller caller = other.callers().require(before);
            // Subscribers are told in their order, so this one hears it after the other process's callers.
            notices.subscribe("caller", key -> heard.countDown(), () -> {});

            tenant.secrets().regenerateForUser(caller);

            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.callers().cached(Authorization.parse(before))).isEmpty();
            assertThatThrownBy(() -> other.callers().require(before)).isInstanceOf(Unauthorized.class);
        }
    }

    @Test
    void usersOfInactiveAccountsAndTheSystemAreNobody() {
        Optional<String> header = tenant.header();
        jdbi.useHandle(handle -> handle.execute("update account set active = false where id = 2"));

        assertRefused(header, "not known");
        assertThatThrownBy(() -> tenant.secrets().ofUser(1, 1)).hasMessage("No user found with ID 1");
        assertThatThrownBy(() -> tenant.secrets().ofOrganization(1)).hasMessage("No organization found with ID 1");
    }

    private void assertRefused(Optional<String> header, String message) {
        assertThatThrownBy(() -> callers.require(header))
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("abcabc");
    }
}
