package dev.valence.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.ApiException;
import dev.valence.http.Unauthorized;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
    private static final String USER = "q+Zk/8rJ0nW1vY7xA3bC5dE9fG2hI4jK6lM8oP0qR1s=";
    private static final String ORGANIZATION = "0123456789abcdef0123456789abcdef";
    private static final String ELEMENT = "Zm9v+/==";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User <u>, Organization <o>, Element <e>",
                "User <u>,Organization <o>,Element <e>",
                "Element <e>, Organization <o>, User <u>",
                "Organization <o> ,  Token <e>,User \t <u>",
                "uSER <u>, ORGANIZATION <o>, token <e>",
                "  User <u>,, Organization <o>, Element <e>,  ",
            })
    void readsThePartsInAnyOrderSpacingAndCase(String form) {
        Authorization read = Authorization.parse(
                form.replace("<u>", USER).replace("<o>", ORGANIZATION).replace("<e>", ELEMENT));

        assertThat(read.user()).contains(USER);
        assertThat(read.organization()).contains(ORGANIZATION);
        assertThat(read.element()).contains(ELEMENT);
    }

    @Test
    void anAbsentOrEmptyHeaderHasNoParts() {
        assertThat(Authorization.parse(Optional.empty())).isEqualTo(Authorization.NONE);
        assertThat(Authorization.parse(" , ")).isEqualTo(Authorization.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User hushhush, User hushhush | more than one User part",
                "Element hushhush, Token hushhush | more than one Element part",
                "User | The User part of the Authorization header has no secret",
                "User a, Organization | The Organization part of the Authorization header has no secret",
                "User hush hush | The User part of the Authorization header has characters",
                "User hushhush; Organization b | The User part of the Authorization header has characters",
                "User húshhush | The User part of the Authorization header has characters",
                "User a, Basic hushhush | Part 2 of the Authorization header is neither User",
                "hushhush | Part 1 of the Authorization header is neither User",
                "User=hushhush | Part 1 of the Authorization header is neither User",
                "Bearer hushhush | Bearer token of the log-in only opens",
            })
    void saysWhatIsWrongWithoutRepeatingAnySecret(String header, String message) {
        assertThatThrownBy(() -> Authorization.parse(header))
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hush");
    }

    @Test
    void aHeaderOverEightKilobytesIsRefused() {
        assertThat(Authorization.parse("User " + "a".repeat(8 * 1024 - 5)).user())
                .isPresent();
        assertThatThrownBy(() -> Authorization.parse("User " + "a".repeat(8 * 1024 - 4)))
                .isInstanceOf(Unauthorized.class)
                .hasMessageContaining("longer than 8192");
        assertThatThrownBy(() -> Authorization.bearer(Optional.of("Bearer " + "a".repeat(8 * 1024))))
                .isInstanceOf(Unauthorized.class);
    }

    @Test
    void bearerTokensAreReadOnTheirOwn() {
        assertThat(Authorization.bearer(Optional.of("bearer  abc_-1"))).contains("abc_-1");
        assertThat(Authorization.bearer(Optional.of("User abc"))).isEmpty();
        assertThat(Authorization.bearer(Optional.empty())).isEmpty();
        assertThatThrownBy(() -> Authorization.bearer(Optional.of("Bearer"))).isInstanceOf(Unauthorized.class);
        assertThatThrownBy(() -> Authorization.bearer(Optional.of("Bearer a b")))
                .isInstanceOf(Unauthorized.class);
    }

    @Test
    void itsTextNeverShowsASecret() {
        assertThat(Authorization.parse("User " + USER + ", Organization " + ORGANIZATION + ", Element " + ELEMENT))
                .asString()
                .isEqualTo("Authorization[User Organization Element]");
    }

    @Test
    void whateverIsSentEndsInAResultOrAnApiException() {
        long seed = 20_260_301;
        Random random = new Random(seed);
        String[] pieces = {
            "User",
            "Organization",
            "Element",
            "Token",
            "Bearer",
            " ",
            "\t",
            ",",
            ", ",
            "=",
            "==",
            "\u0000",
            "é",
            "😀",
            ":",
            ";",
            "\"",
            "%20",
            "abc",
            USER,
            "\r\n",
            "\u2003"
        };
        for (int i = 0; i < 100_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int n = random.nextInt(9); n > 0; n--) {
                header.append(
                        random.nextInt(6) == 0
                                ? Character.toString(random.nextInt(0x2100))
                                : pieces[random.nextInt(pieces.length)]);
            }
            try {
                Authorization read = Authorization.parse(header.toString());
                assertThat(read.user().isEmpty()
                                || header.toString().contains(read.user().get()))
                        .isTrue();
            } catch (ApiException e) {
                assertThat(e.status()).isEqualTo(401);
                assertThat(e.getMessage()).doesNotContain(USER);
            }
        }
    }
}
