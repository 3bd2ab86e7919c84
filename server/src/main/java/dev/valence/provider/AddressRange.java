package dev.valence.provider;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A named group of special-purpose addresses, from the IANA special-purpose registries (RFC 6890 and its updates).
 *
 * <p>Names are what operators write into {@code VALENCE_ALLOW_PRIVATE_ADDRESSES}.
 */
public enum AddressRange {
    LOOPBACK("loopback", "127.0.0.0/8", "::1/128"),
    PRIVATE("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    LINK_LOCAL("link-local", "169.254.0.0/16", "fe80::/10"),
    SHARED("shared", "100.64.0.0/10"),
    THIS_NETWORK("this-network", "0.0.0.0/8", "::/128"),
    MULTICAST("multicast", "224.0.0.0/4", "ff00::/8"),
    RESERVED("reserved", "240.0.0.0/4", "192.0.0.0/24", "192.88.99.0/24", "100::/64", "100:0:0:1::/64", "5f00::/16"),
    DOCUMENTATION("documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    BENCHMARKING("benchmarking", "198.18.0.0/15", "2001:2::/48"),
    /** IPv6 forms that carry an IPv4 address or a tunnel and so could lead to any of the ranges above. */
    TRANSLATED("translated", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16");

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Block> blocks;

    AddressRange(String label, String... blocks) {
        this.label = label;
        this.blocks = List.of(blocks).stream().map(Block::parse).toList();
    }

    /** The name in settings and messages, for example {@code link-local}. */
    public String label() {
        return label;
    }

    /** The range of a special address; of several, the first here, so that {@code ::1} is loopback. */
    static Optional<AddressRange> of(InetAddress address) {
        return Arrays.stream(values()).filter(range -> range.contains(address)).findFirst();
    }

    /** Whether the address lies in this range. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Block block : blocks) {
            if (block.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this file
    private record Block(byte[] prefix, int bits) {

        static Block parse(String text) {
            int slash = text.indexOf('/');
            try {
                // Addresses written as digits are not looked up. An IPv4-mapped literal would come back as IPv4,
                // so that one is built by hand.
                byte[] prefix = text.startsWith("::ffff:")
                        ? new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0}
                        : InetAddress.getByName(text.substring(0, slash)).getAddress();
                return new Block(prefix, Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            int mask = 0xff << (8 - rest) & 0xff;
            return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
        }
    }
}
