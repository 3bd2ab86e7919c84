package dev.valence.instance;

import dev.valence.element.StoredApplication;
import dev.valence.http.BadRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses that an OAuth client's secret is sent to. Who works with the organization's stored application does not know
 * its secret, and shall not get it by naming another address.
 */
final class ClientAddresses {
    private static final String FAULT = "may not differ from the element's while the organization's stored application"
            + " is used; leave it out, or send your own oauth.api.key and oauth.api.secret with it";

    private ClientAddresses() {}

    /** What is wrong, by key, with a new instance's configuration that brings no client of its own. */
    static Map<String, String> faults(Configuration given) {
        Map<String, String> faults = new LinkedHashMap<>();
        given.own().keySet().stream().filter(ClientAddresses::isOne).sorted().forEach(key -> faults.put(key, FAULT));
        return faults;
    }

    /** What is wrong, by key, with a change of an instance that was made with the stored application. */
    static Map<String, String> faults(StoredApplication kept, Configuration before, Configuration after) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (after.get("oauth.api.secret").equals(Optional.of(kept.apiSecret()))) {
            after.own().keySet().stream()
                    .filter(ClientAddresses::isOne)
                    .filter(key -> !after.get(key).equals(before.get(key)))
                    .sorted()
                    .forEach(key -> faults.put(key, FAULT));
        }
        return faults;
    }

    /** Refuses a configuration that has faults. */
    static void check(Map<String, String> faults) {
        faults.entrySet().stream().findFirst().ifPresent(fault -> {
            throw new BadRequest("The configuration is not valid: " + fault.getKey() + " " + fault.getValue());
        });
    }

    /** The redirect URI only brings the person back. */
    private static boolean isOne(String key) {
        String plain = key.toLowerCase(Locale.ROOT);
        return plain.startsWith("oauth.")
                && (plain.endsWith("url") || plain.endsWith("uri"))
                && !plain.equals("oauth.callback.url");
    }
}
