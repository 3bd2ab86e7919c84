package dev.valence.delivery;

import dev.valence.event.Receiver;
import dev.valence.instance.Configuration;
import dev.valence.instance.SecretKeys;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where and how an instance wants its events.
 *
 * @param url the application's address
 * @param signatureKey of the platform's own signature, when the instance has one
 * @param standardKeys of Standard Webhooks, the newest first; two while a rotation lasts
 * @param concurrency how many deliveries may run at the same time
 * @param ordered whether the events of one object wait for each other
 * @param hydrated whether the object itself is fetched and sent along
 */
record Callback(
        URI url,
        Optional<String> signatureKey,
        List<String> standardKeys,
        RetryPolicy policy,
        int concurrency,
        boolean ordered,
        boolean hydrated) {
    static final String SIGNATURE_KEY = "event.notification.signature.key";
    /** Until when the previous secret signs too, milliseconds since 1970. */
    static final String PREVIOUS_UNTIL = SecretKeys.PREVIOUS_WEBHOOK_SECRET + ".until";

    private static final int MOST_CONCURRENT = 50;

    /** What settings say for instances that say nothing. */
    record Defaults(RetryPolicy policy, int concurrency) {}

    /** The callback of a configuration; empty when it has none, or none that is an address. */
    static Optional<Callback> of(Configuration configuration, Defaults defaults, Instant now) {
        return configuration
                .get(Receiver.CALLBACK_URL)
                .flatMap(Callback::address)
                .map(url -> new Callback(
                        url,
                        configuration.get(SIGNATURE_KEY),
                        standardKeys(configuration, now),
                        configuration
                                .get("event.notification.retry.policy")
                                .flatMap(RetryPolicy::named)
                                .orElse(defaults.policy()),
                        configuration
                                .get("event.notification.concurrency")
                                .flatMap(Callback::number)
                                .map(number -> Math.clamp(number, 1, MOST_CONCURRENT))
                                .orElse(defaults.concurrency()),
                        configuration
                                .get("event.notification.order")
                                .filter("object"::equalsIgnoreCase)
                                .isPresent(),
                        configuration.isOn("event.notification.hydrate")));
    }

    private static List<String> standardKeys(Configuration configuration, Instant now) {
        List<String> keys = new ArrayList<>();
        configuration.get(SecretKeys.WEBHOOK_SECRET).ifPresent(keys::add);
        boolean rotating = configuration
                .get(PREVIOUS_UNTIL)
                .flatMap(Callback::number)
                .map(Instant::ofEpochMilli)
                .filter(now::isBefore)
                .isPresent();
        if (rotating) {
            configuration.get(SecretKeys.PREVIOUS_WEBHOOK_SECRET).ifPresent(keys::add);
        }
        return keys;
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<URI> address(String text) {
        try {
            URI url = new URI(text.strip());
            return url.getHost() == null ? Optional.empty() : Optional.of(url);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
