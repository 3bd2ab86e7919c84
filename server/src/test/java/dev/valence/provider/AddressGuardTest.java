package dev.valence.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.http.ApiException;
import dev.valence.http.BadRequest;
import dev.valence.http.ProviderFailure;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts may be called, in whatever spelling. */
class AddressGuardTest {
    private final AddressGuard closed = new AddressGuard(Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "2130706433, loopback",
        "127.1, loopback",
        "00000127.0.0.1, loopback",
        "[::ffff:127.0.0.1], loopback",
        "::ffff:7f00:1, loopback",
        "[::1], loopback",
        "localhost, loopback",
        "0, this-network",
        "10.1.2.3, private",
        "[::ffff:10.0.0.1], private",
        "[fd00::1], private",
        "169.254.169.254, link-local",
        "2852039166, link-local",
        "[fe80::1], link-local",
        "[64:ff9b::7f00:1], translated",
        "[64:ff9b::a9fe:a9fe], translated",
        "[::127.0.0.1], translated",
        "[2002:7f00:1::], translated",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe], translated",
        "255.255.255.255, reserved",
        "4294967295, reserved",
        "224.0.0.1, multicast",
        "100.64.0.1, shared",
        "198.18.0.1, benchmarking",
        "192.0.2.1, documentation"
    })
    void aSpecialAddressIsRefusedInEverySpelling(String host, String range) {
        assertThatThrownBy(() -> closed.resolve(host))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(host)
                .hasMessageContaining("range " + range)
                .hasMessageContaining("VALENCE_ALLOW_PRIVATE_ADDRESSES=" + range);
        assertThat(closed.cached(host)).isEmpty();
    }

    /** Spellings that other software reads as 127.0.0.1; whatever they are here, they do not lead there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x7f.1",
                "0x7f000001",
                "0177.0.0.1",
                "017700000001",
                "127.0.0.1.",
                "127.0.0.1%25",
                "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
                "[::1%25lo]",
                "[0:0:0:0:0:0:0:1",
                "127.0.0.1 ",
                " 127.0.0.1",
                "127.0.0.1\u0000.example",
                "127.0.0.256",
                "1.2.3.4.5",
                "99999999999",
                ""
            })
    void anOddSpellingNeverLeadsToASpecialAddress(String host) {
        try {
            InetAddress address = closed.resolve(host);
            assertThat(List.of(AddressRange.values())).noneMatch(range -> range.contains(address));
        } catch (ApiException refused) {
            assertThat(refused.status()).isIn(400, 502);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "169.254.169.254", "::1", "64:ff9b::1"})
    void oneSpecialAddressAmongSeveralRefusesTheName(String special) throws Exception {
        String name = "several-" + Integer.toHexString(special.hashCode()) + ".test";
        NamesOfTests.write(name, "93.184.216.34", special, "2606:4700::1111");

        assertThatThrownBy(() -> closed.resolve(name)).isInstanceOf(BadRequest.class);
    }

    @Test
    void ofSeveralPublicAddressesTheFirstIPv4IsCalled() throws Exception {
        NamesOfTests.write("public.test", "2606:4700::1111", "93.184.216.34", "93.184.216.35");

        assertThat(closed.resolve("public.test").getHostAddress()).isEqualTo("93.184.216.34");
    }

    @Test
    void aNameThatChangesAfterTheCheckIsCalledAtTheCheckedAddress() throws Exception {
        NamesOfTests.write("rebinding.test", "93.184.216.34");
        InetAddress checked = closed.resolve("rebinding.test");
        NamesOfTests.write("rebinding.test", "127.0.0.1");

        assertThat(closed.resolve("rebinding.test")).isEqualTo(checked);
        assertThat(closed.cached("rebinding.test")).contains(checked);
    }

    @Test
    void anUnknownNameIsABadGatewayThatSaysSo() {
        assertThatThrownBy(() -> closed.resolve("nobody.invalid"))
                .isInstanceOf(ProviderFailure.class)
                .hasMessageContaining("nobody.invalid")
                .extracting(failure -> ((ApiException) failure).status())
                .isEqualTo(502);
    }

    @Test
    void anOpenedRangeMayBeCalledAndNoOther() {
        AddressGuard guard = new AddressGuard(Optional.of(List.of("loopback", " Link-Local ")));

        assertThat(guard.open()).containsExactlyInAnyOrder(AddressRange.LOOPBACK, AddressRange.LINK_LOCAL);
        assertThat(guard.resolve("127.0.0.1").isLoopbackAddress()).isTrue();
        assertThat(guard.resolve("169.254.169.254").isLinkLocalAddress()).isTrue();
        assertThat(catchThrowableOfType(BadRequest.class, () -> guard.resolve("10.0.0.1")))
                .isNotNull();
        assertThat(catchThrowableOfType(BadRequest.class, () -> guard.resolve("64:ff9b::7f00:1")))
                .isNotNull();
    }

    @Test
    void openingLoopbackOpensItsIPv6FormToo() {
        AddressGuard guard = new AddressGuard(Optional.of(List.of("loopback")));

        assertThat(guard.resolve("[::1]").isLoopbackAddress()).isTrue();
    }

    @Test
    void anUnknownRangeInTheSettingIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> new AddressGuard(Optional.of(List.of("intranet"))))
                .hasMessageContaining("VALENCE_ALLOW_PRIVATE_ADDRESSES")
                .hasMessageContaining("intranet")
                .hasMessageContaining("link-local");
    }
}
