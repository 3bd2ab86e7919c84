package dev.valence.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every special-purpose block with its first and last address, and its neighbours. */
class AddressRangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            loopback      | 126.255.255.255 | 127.0.0.0    | 127.255.255.255 | 128.0.0.0
            private       | 9.255.255.255   | 10.0.0.0     | 10.255.255.255  | 11.0.0.0
            private       | 172.15.255.255  | 172.16.0.0   | 172.31.255.255  | 172.32.0.0
            private       | 192.167.255.255 | 192.168.0.0  | 192.168.255.255 | 192.169.0.0
            link-local    | 169.253.255.255 | 169.254.0.0  | 169.254.255.255 | 169.255.0.0
            shared        | 100.63.255.255  | 100.64.0.0   | 100.127.255.255 | 100.128.0.0
            this-network  | -               | 0.0.0.0      | 0.255.255.255   | 1.0.0.0
            multicast     | 223.255.255.255 | 224.0.0.0    | 239.255.255.255 | 240.0.0.0
            reserved      | 239.255.255.255 | 240.0.0.0    | 255.255.255.255 | -
            reserved      | 191.255.255.255 | 192.0.0.0    | 192.0.0.255     | 192.0.1.0
            reserved      | 192.88.98.255   | 192.88.99.0  | 192.88.99.255   | 192.88.100.0
            documentation | 192.0.1.255     | 192.0.2.0    | 192.0.2.255     | 192.0.3.0
            documentation | 198.51.99.255   | 198.51.100.0 | 198.51.100.255  | 198.51.101.0
            documentation | 203.0.112.255   | 203.0.113.0  | 203.0.113.255   | 203.0.114.0
            benchmarking  | 198.17.255.255  | 198.18.0.0   | 198.19.255.255  | 198.20.0.0
            loopback      | ::              | ::1          | ::1             | ::2
            private       | fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | fc00:: | fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | fe00::
            private       | febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff | fec0:: | feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | ff00::
            link-local    | fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff | fe80:: | febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff | fec0::
            this-network  | -               | ::           | ::              | ::1
            multicast     | feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | ff00:: | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | -
            reserved      | ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff   | 100::  | 100::1:ffff:ffff:ffff:ffff              | 100::2:0:0:0:0
            reserved      | 5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 5f00:: | 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 5f01::
            documentation | 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff  | 2001:db8:: | 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff | 2001:db9::
            documentation | 3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 3fff:: | 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff  | 3fff:1000::
            benchmarking  | 2001:1:ffff:ffff:ffff:ffff:ffff:ffff    | 2001:2:: | 2001:2:0:ffff:ffff:ffff:ffff:ffff     | 2001:2:1::
            translated    | -               | ::           | ::ffff:ffff     | ::1:0:0
            translated    | 64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff   | 64:ff9b:: | 64:ff9b::ffff:ffff | 64:ff9b::1:0:0
            translated    | 64:ff9b:0:ffff:ffff:ffff:ffff:ffff      | 64:ff9b:1:: | 64:ff9b:1:ffff:ffff:ffff:ffff:ffff | 64:ff9b:2::
            translated    | 2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 2001:: | 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff | 2001:200::
            translated    | 2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 2002:: | 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff | 2003::
            """)
    void aBlockHoldsItsEdgesAndNotItsNeighbours(String label, String before, String first, String last, String after)
            throws UnknownHostException {
        AddressRange range = Arrays.stream(AddressRange.values())
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow();

        assertThat(range.contains(InetAddress.getByName(first))).as(first).isTrue();
        assertThat(range.contains(InetAddress.getByName(last))).as(last).isTrue();
        for (String neighbour : new String[] {before, after}) {
            if (neighbour != null) {
                assertThat(range.contains(InetAddress.getByName(neighbour)))
                        .as(neighbour)
                        .isFalse();
            }
        }
    }

    @Test
    void mappedAddressesAreTranslatedInTheirLongForm() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;
        Inet6Address address = Inet6Address.getByAddress("mapped", mapped, -1);

        assertThat(AddressRange.TRANSLATED.contains(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1", "3ffe::1"})
    void publicAddressesLieInNoRange(String address) throws UnknownHostException {
        InetAddress parsed = InetAddress.getByName(address);

        assertThat(List.of(AddressRange.values())).noneMatch(range -> range.contains(parsed));
    }
}
