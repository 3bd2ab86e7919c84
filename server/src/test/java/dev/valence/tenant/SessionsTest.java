package dev.valence.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.valence.http.TooManyRequests;
import dev.valence.http.Unauthorized;
import dev.valence.vault.TestVault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sessions of the console, and how often a password may be guessed. */
class SessionsTest {
    private static final String HERE = "192.0.2.1";
    private static final String WRONG = "wrong";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final java.time.Clock clock = new java.time.Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };
    private final TestTenant tenant = TestTenant.create();
    private final Login login = tenant.login(clock);
    private final Sessions sessions =
            new Sessions(tenant.jdbi(), tenant.vault(), TestVault.notices(tenant.jdbi()), clock, Ticker.systemTicker());

    @Test
    void aSessionStandsForItsUserForTwelveHours() {
        String token = login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE);

        Sessions.Session session = sessions.require(token);
        assertThat(session.caller().email()).isEqualTo(TestTenant.EMAIL);
        assertThat(session.expiresAt()).isEqualTo(now.get().plus(Duration.ofHours(12)));

        pass(Duration.ofHours(12));
        assertThat(sessions.find(token)).isEmpty();
        assertThatThrownBy(() -> sessions.require(token))
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining("log in again");
    }

    @Test
    void aClosedSessionIsGoneAtOnce() {
        String token = login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE);
        sessions.require(token);

        sessions.close(token);

        assertThat(sessions.find(token)).isEmpty();
    }

    @Test
    void theTwoKindsOfSessionDoNotOpenEachOthersDoors() {
        String console = login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE);
        String tool = login.open(TestTenant.EMAIL, TestTenant.PASSWORD, HERE);

        assertThat(sessions.find(tool)).isEmpty();
        assertThatThrownBy(() -> login.secrets(console)).isInstanceOf(Unauthorized.class);
        assertThat(login.secrets(tool).user()).isEqualTo(tenant.userSecret());
    }

    @Test
    void theCsrfTokenBelongsToOneSession() {
        String one = login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE);
        String other = login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE);

        assertThat(sessions.isCsrfToken(one, sessions.csrfToken(one))).isTrue();
        assertThat(sessions.isCsrfToken(one, sessions.csrfToken(other))).isFalse();
        assertThat(sessions.isCsrfToken(one, one)).isFalse();
        assertThat(sessions.csrfToken(one)).doesNotContain(one);
    }

    @Test
    void aSessionIsACredentialOfPlatformCalls() {
        String token =
                tenant.login(java.time.Clock.systemUTC()).openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE);

        assertThat(tenant.callers().require(Optional.of("Session " + token)).email())
                .isEqualTo(TestTenant.EMAIL);
        assertThatThrownBy(() -> tenant.callers().require(Optional.of("Session abc")))
                .isInstanceOf(Unauthorized.class);
        assertThat(tenant.callers().find(Authorization.parse("Session abc"))).isEmpty();
    }

    @Test
    void anEmailHasTenFailuresInFiveMinutesWhateverTheAddress() {
        for (int i = 0; i < 10; i++) {
            String address = "192.0.2." + i;
            assertThatThrownBy(() -> login.openConsole(TestTenant.EMAIL, WRONG, address))
                    .isInstanceOf(Unauthorized.class);
        }
        assertThatThrownBy(() -> login.openConsole(" ADA@example.com", TestTenant.PASSWORD, "192.0.2.99"))
                .isInstanceOfSatisfying(
                        TooManyRequests.class,
                        refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(5)));

        pass(Duration.ofMinutes(5));
        assertThat(login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE))
                .isNotBlank();
    }

    @Test
    void theRightPasswordForgetsTheSlipsBefore() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 9; i++) {
                assertThatThrownBy(() -> login.openConsole(TestTenant.EMAIL, WRONG, HERE))
                        .isInstanceOf(Unauthorized.class);
            }
            assertThat(login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE))
                    .isNotBlank();
        }
    }

    @Test
    void anAddressHasFiftyFailuresWhateverTheEmail() {
        for (int i = 0; i < 50; i++) {
            String email = "nobody" + i + "@example.com";
            assertThatThrownBy(() -> login.openConsole(email, WRONG, HERE)).isInstanceOf(Unauthorized.class);
        }
        assertThatThrownBy(() -> login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, HERE))
                .isInstanceOf(TooManyRequests.class);
        assertThat(login.openConsole(TestTenant.EMAIL, TestTenant.PASSWORD, "192.0.2.2"))
                .isNotBlank();
    }

    @Test
    void thePasswordThatUnlocksASecretCannotBeGuessedEither() {
        Caller caller = tenant.callers().require(tenant.header());
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> login.confirm(caller, WRONG)).hasMessageContaining("not your password");
        }
        assertThatThrownBy(() -> login.confirm(caller, TestTenant.PASSWORD)).isInstanceOf(TooManyRequests.class);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
