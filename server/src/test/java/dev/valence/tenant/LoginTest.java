package dev.valence.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import dev.valence.http.ClientAddress;
import dev.valence.http.Unauthorized;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestTenant tenant = TestTenant.create();
    private final Login login = at(NOON);

    @Test
    void theTokenOpensTheSecretsForTwelveHours() {
        String token = login.open(TestTenant.EMAIL, TestTenant.PASSWORD, "127.0.0.1");

        Login.Secrets secrets =
                at(NOON.plus(Duration.ofHours(12)).minusSeconds(1)).secrets(token);

        assertThat(secrets.user()).isEqualTo(tenant.userSecret());
        assertThat(secrets.organization()).isEqualTo(tenant.organizationSecret());
        assertThatThrownBy(() -> at(NOON.plus(Duration.ofHours(12))).secrets(token))
                .isInstanceOf(Unauthorized.class);
    }

    @Test
    void endedSessionsAreSweptAtTheNextLogIn() {
        login.open(TestTenant.EMAIL, TestTenant.PASSWORD, "127.0.0.1");
        at(NOON.plus(Duration.ofHours(13))).open(TestTenant.EMAIL, TestTenant.PASSWORD, "127.0.0.1");

        int sessions = tenant.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from login_session")
                        .mapTo(Integer.class)
                        .one());
        assertThat(sessions).isOne();
    }

    @Test
    void wrongPasswordAndUnknownUserGetTheSameAnswer() {
        assertThatThrownBy(() -> login.open(TestTenant.EMAIL, "wrong", "127.0.0.1"))
                .isInstanceOf(Unauthorized.class)
                .hasMessage("E-mail and password do not belong together; check both and try again");
        assertThatThrownBy(() -> login.open("nobody@example.com", TestTenant.PASSWORD, "127.0.0.1"))
                .isInstanceOf(Unauthorized.class)
                .hasMessage("E-mail and password do not belong together; check both and try again");
        for (String odd : new String[] {"system@valence.invalid", "a\u0000b", "\ud800"}) {
            assertThatThrownBy(() -> login.open(odd, "x\u0000\ud800", "127.0.0.1"))
                    .isInstanceOf(Unauthorized.class);
        }
    }

    @Test
    void anUnknownUserCostsAFullHash() {
        Passwords real = new Passwords();
        Optional<String> hash = Optional.of(real.hash("y"));
        assertThat(hash.get()).startsWith("pbkdf2-sha256$600000$");

        long known = nanos(() -> real.matches("x", hash));
        long unknown = nanos(() -> real.matches("x", Optional.empty()));

        // A shortcut would be thousands of times faster; a busy machine is not.
        assertThat(unknown).isGreaterThan(known / 10);
        real.close();
    }

    @Test
    void passwordsOfAnyLengthAreComparedToTheirEnd() {
        String longest = "p".repeat(1024);
        Optional<String> hash = Optional.of(TestTenant.PASSWORDS.hash(longest));

        assertThat(TestTenant.PASSWORDS.matches(longest, hash)).isTrue();
        assertThat(TestTenant.PASSWORDS.matches(longest + "p", hash)).isFalse();
    }

    @Test
    void aForeignTokenOpensNothing() {
        assertThatThrownBy(() -> login.secrets("abc"))
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining("log in again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{",
                "\"x\"",
                "{\"username\":\"a\"}",
                "{\"username\":1,\"password\":\"x\"}",
                "{\"username\":\"a\",\"password\":\" \"}",
                "{\"username\":null,\"password\":null}"
            })
    void malformedLogInsAreBadRequests(String body) {
        LoginResource resource = new LoginResource(login, new ClientAddress(Optional.empty()));

        assertThatThrownBy(() -> resource.byToken(body.getBytes(StandardCharsets.UTF_8), "127.0.0.1"))
                .isInstanceOf(BadRequest.class);
    }

    @Test
    void aStolenDatabaseGivesNoSecretAway() {
        String oldUser = tenant.userSecret();
        String oldOrganization = tenant.organizationSecret();
        String token = login.open(TestTenant.EMAIL, TestTenant.PASSWORD, "127.0.0.1");
        Caller caller = tenant.callers().require(tenant.header());
        String user = tenant.secrets().regenerateForUser(caller);
        String organization = tenant.secrets().regenerateForOrganization(caller);

        String dump = dump(tenant.jdbi());

        assertThat(dump).contains(hex(TestTenant.EMAIL.getBytes(StandardCharsets.UTF_8)));
        for (String secret : new String[] {oldUser, oldOrganization, user, organization, token, TestTenant.PASSWORD}) {
            assertThat(dump).doesNotContain(hex(secret.getBytes(StandardCharsets.UTF_8)));
        }
        for (String base64 : new String[] {oldUser, user}) {
            assertThat(dump).doesNotContain(hex(Base64.getDecoder().decode(base64)));
        }
        assertThat(dump).doesNotContain(hex(Base64.getUrlDecoder().decode(token)));
        for (String digits : new String[] {oldOrganization, organization}) {
            assertThat(dump).doesNotContain(digits);
        }
    }

    /** Every value of every column of every table in hex, in lower case: text as its UTF-8 bytes, bytea as it is. */
    private static String dump(Jdbi jdbi) {
        StringBuilder dump = new StringBuilder();
        jdbi.useHandle(handle -> {
            var columns = handle.createQuery("""
                            select quote_ident(table_name) t, quote_ident(column_name) c, data_type
                            from information_schema.columns where table_schema = 'public'""").mapToMap().list();
            assertThat(columns).hasSizeGreaterThan(40);
            for (var column : columns) {
                String value = "bytea".equals(column.get("data_type"))
                        ? String.valueOf(column.get("c"))
                        : "convert_to(" + column.get("c") + "::text, 'UTF8')";
                for (String hex : handle.createQuery(
                                "select coalesce(encode(" + value + ", 'hex'), '') from " + column.get("t"))
                        .mapTo(String.class)
                        .list()) {
                    dump.append(hex).append('\n');
                }
            }
        });
        return dump.toString().toLowerCase(Locale.ROOT);
    }

    private Login at(Instant now) {
        return tenant.login(Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
