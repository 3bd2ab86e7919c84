package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is at the other end, with and without proxies in between. */
class ClientAddressTest {
    private final ClientAddress direct = new ClientAddress(Optional.empty());
    private final ClientAddress behindProxies = new ClientAddress(Optional.of(List.of("10.0.0.1", " 10.0.0.2")));

    @Test
    void theHeaderOfAStrangerIsNotBelieved() {
        assertThat(direct.of("192.0.2.7", List.of("203.0.113.5"))).isEqualTo("192.0.2.7");
        assertThat(behindProxies.of("192.0.2.7", List.of("203.0.113.5"))).isEqualTo("192.0.2.7");
    }

    @Test
    void behindProxiesTheLastStrangerCounts() {
        assertThat(behindProxies.of("10.0.0.1", List.of("203.0.113.5"))).isEqualTo("203.0.113.5");
        assertThat(behindProxies.of("10.0.0.1", List.of("1.1.1.1, 203.0.113.5", "10.0.0.2")))
                .isEqualTo("203.0.113.5");
        assertThat(behindProxies.of("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    }

    @Test
    void anIpv6AddressStandsForItsNetwork() {
        assertThat(direct.of("2001:db8:1:2:3:4:5:6", List.of())).isEqualTo("2001:db8:1:2::/64");
        assertThat(direct.of("2001:db8:1:2::9", List.of())).isEqualTo("2001:db8:1:2::/64");
        assertThat(direct.of("fe80:0:0:0:1:2:3:4%eth0", List.of())).isEqualTo("fe80:0:0:0::/64");
    }
}
