package dev.valence.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.http.BadRequest;
import dev.valence.http.ProviderFailure;
import dev.valence.store.StartupFailure;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides which addresses an outgoing call may reach.
 *
 * <p>A host name is resolved once, every address it has is checked against the special-purpose ranges, and the caller
 * connects to exactly the checked address, so that a second, different DNS answer changes nothing.
 */
@Singleton
public class AddressGuard {
    private final Set<AddressRange> open;

    /** Long enough to spare a look-up per call, short enough to follow a provider that moves. */
    private final Cache<String, InetAddress> checked = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(30))
            .build();

    /** @param opened names of {@link AddressRange}s that may be reached although they are special, comma-separated */
    public AddressGuard(@ConfigProperty(name = "valence.allow-private-addresses") Optional<List<String>> opened) {
        this.open = EnumSet.noneOf(AddressRange.class);
        opened.orElse(List.of()).stream().map(AddressGuard::named).forEach(open::add);
    }

    /** The ranges that were opened, for the start-up message. */
    public Set<AddressRange> open() {
        return open;
    }

    /** The checked address of a host that was asked for within the last seconds; never blocks. */
    public Optional<InetAddress> cached(String host) {
        return Optional.ofNullable(checked.getIfPresent(host));
    }

    /**
     * Resolves and checks a host; blocks on DNS.
     *
     * @throws BadRequest when an address of the host may not be reached
     * @throws ProviderFailure 502 when the name does not resolve
     */
    public InetAddress resolve(String host) {
        InetAddress known = checked.getIfPresent(host);
        if (known != null) {
            return known;
        }
        InetAddress[] addresses = lookUp(host);
        for (InetAddress address : addresses) {
            check(host, address);
        }
        // IPv4 first: many hosts have IPv6 addresses that no route leads to.
        InetAddress chosen = Arrays.stream(addresses)
                .filter(address -> address.getAddress().length == 4)
                .findFirst()
                .orElse(addresses[0]);
        checked.put(host, chosen);
        return chosen;
    }

    private static InetAddress[] lookUp(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new ProviderFailure(502, "The provider's host " + host + " has no address; check the URL");
        }
    }

    private void check(String host, InetAddress address) {
        Optional<AddressRange> special = AddressRange.of(address);
        if (special.isPresent() && !open.contains(special.get())) {
            String range = special.get().label();
            throw new BadRequest("The host " + host + " has the address " + address.getHostAddress() + " in the range "
                    + range + ", which this server does not call; VALENCE_ALLOW_PRIVATE_ADDRESSES=" + range
                    + " would open it");
        }
    }

    private static AddressRange named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(AddressRange.values())
                .filter(range -> range.label().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new StartupFailure("VALENCE_ALLOW_PRIVATE_ADDRESSES names no known range with '"
                        + name + "'; known are "
                        + Arrays.stream(AddressRange.values())
                                .map(AddressRange::label)
                                .toList()));
    }
}
