package dev.valence.provider;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A name service in which tests write names below {@code .test} (RFC 6761); all others are asked as always. */
public final class NamesOfTests extends InetAddressResolverProvider {
    private static final Map<String, InetAddress[]> NAMES = new ConcurrentHashMap<>();

    static void write(String name, String... addresses) throws UnknownHostException {
        InetAddress[] parsed = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            parsed[i] = InetAddress.getByAddress(
                    name, InetAddress.getByName(addresses[i]).getAddress());
        }
        NAMES.put(name, parsed);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                InetAddress[] known = NAMES.get(host);
                return known == null ? usual.lookupByName(host, policy) : Stream.of(known);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "names of tests";
    }
}
