package dev.valence.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells who is at the other end: the peer of the connection, or behind a proxy of our own the last address in
 * {@code X-Forwarded-For} that is no such proxy. Anybody can write the header, so that of others is not believed.
 */
@Singleton
public class ClientAddress {
    private final Set<String> proxies;

    @Inject
    public ClientAddress(@ConfigProperty(name = "valence.trusted-proxies") Optional<List<String>> proxies) {
        this.proxies =
                Set.copyOf(proxies.orElse(List.of()).stream().map(String::strip).toList());
    }

    /** The address as text; an IPv6 address is cut to its network of 64 bits, which one customer has to itself. */
    public String of(HttpServerRequest request) {
        return of(
                Optional.ofNullable(request.remoteAddress())
                        .map(peer -> String.valueOf(peer.hostAddress()))
                        .orElse("unknown"),
                request.headers().getAll("X-Forwarded-For"));
    }

    String of(String peer, List<String> forwarded) {
        String address = peer;
        List<String> hops = forwarded.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(hop -> !hop.isEmpty())
                .toList();
        for (int i = hops.size() - 1; i >= 0 && proxies.contains(address); i--) {
            address = hops.get(i);
        }
        return network(address);
    }

    private static String network(String address) {
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        byte[] bytes = io.netty.util.NetUtil.createByteArrayFromIpAddressString(plain);
        if (bytes == null || bytes.length != 16) {
            return plain;
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 8; i += 2) {
            network.append(Integer.toHexString(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff)))
                    .append(':');
        }
        return network + ":/64";
    }
}
