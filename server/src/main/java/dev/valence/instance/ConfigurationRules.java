package dev.valence.instance;

import dev.valence.element.AuthenticationType;
import dev.valence.element.ConfigurationEntry;
import dev.valence.element.ConfigurationType;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What an instance's configuration has to hold, and in which form. */
final class ConfigurationRules {
    private static final Set<String> OAUTH2 = Set.of("oauth.api.key", "oauth.api.secret", "oauth.callback.url");

    private static final Map<String, Set<String>> WORDS = Map.of(
            "event.vendor.type", Set.of("webhook", "webhooks", "polling"),
            "event.notification.type", Set.of("webhook"),
            "event.notification.retry.policy", Set.of("standard", "cloud-elements", "open-connectors"),
            "event.notification.order", Set.of("none", "object"));

    private static final Set<String> SWITCHES =
            Set.of("event.notification.enabled", "event.notification.hydrate", "filter.response.nulls");

    private static final Map<String, Form.WholeNumber> NUMBERS = Map.of(
            "event.notification.concurrency", new Form.WholeNumber(1, 50),
            // Minutes, up to a week.
            "event.poller.refresh_interval", new Form.WholeNumber(1, 7 * 24 * 60));

    private ConfigurationRules() {}

    /**
     * Checks a configuration as it would be stored.
     *
     * @param alsoMissing names outside of the configuration that the caller left out, such as {@code providerData.code}
     * @throws BadRequest naming every missing entry at once, or else every entry of the wrong form
     */
    static void check(Configuration configuration, ExternalAuthentication authentication, List<String> alsoMissing) {
        List<String> missing = missing(configuration, authentication);
        missing.addAll(alsoMissing);
        if (!missing.isEmpty()) {
            throw new BadRequest("Required configuration is missing: " + String.join(", ", missing)
                    + "; send each under configuration, or providerData where the name says so");
        }
        List<String> faults = new ArrayList<>();
        formFaults(configuration, (key, fault) -> faults.add(key + " " + fault));
        if (!faults.isEmpty()) {
            throw new BadRequest("The configuration is not valid: " + String.join("; ", faults));
        }
    }

    /** The same for a form: what is wrong at each key, and nothing thrown. */
    static Map<String, String> faults(Configuration configuration, ExternalAuthentication authentication) {
        Map<String, String> faults = new LinkedHashMap<>();
        missing(configuration, authentication).forEach(key -> faults.put(key, "is required"));
        formFaults(configuration, faults::putIfAbsent);
        return faults;
    }

    private static List<String> missing(Configuration configuration, ExternalAuthentication authentication) {
        List<String> missing = new ArrayList<>();
        for (ConfigurationEntry entry : configuration.element().configuration().sequencedValues()) {
            if (isRequired(configuration, entry, authentication)
                    && configuration.get(entry.key()).isEmpty()) {
                missing.add(entry.key());
            }
        }
        return missing;
    }

    private static void formFaults(Configuration configuration, BiConsumer<String, String> faults) {
        configuration
                .own()
                .forEach((key, value) -> form(configuration, key)
                        .flatMap(form -> form.fault(value))
                        .ifPresent(fault -> faults.accept(key, fault)));
    }

    private static boolean isRequired(
            Configuration configuration, ConfigurationEntry entry, ExternalAuthentication authentication) {
        if (!entry.active()) {
            return false;
        }
        if (configuration.element().authentication() == AuthenticationType.OAUTH2) {
            boolean application = OAUTH2.contains(entry.key());
            // Whoever keeps the tokens up to date alone needs no application here.
            if (application && authentication == ExternalAuthentication.ALWAYS) {
                return false;
            }
            // Tokens that exist already were issued without our redirect.
            if (entry.key().equals("oauth.callback.url") && authentication == ExternalAuthentication.INITIAL) {
                return false;
            }
            if (application) {
                return true;
            }
        }
        return entry.required() && !entry.internal();
    }

    private static Optional<Form> form(Configuration configuration, String key) {
        if (WORDS.containsKey(key)) {
            return Optional.of(new Form.OneOf(WORDS.get(key)));
        }
        boolean declaredBoolean = configuration
                .element()
                .entry(key)
                .map(entry -> entry.type() == ConfigurationType.BOOLEAN)
                .orElse(false);
        if (NUMBERS.containsKey(key)) {
            return Optional.of(NUMBERS.get(key));
        }
        if (declaredBoolean || SWITCHES.contains(key)) {
            return Optional.of(new Form.OneOf(Set.of("true", "false")));
        }
        if (key.equals(SecretKeys.WEBHOOK_SECRET)) {
            return Optional.of(new Form.DeliverySecret());
        }
        // Other keys that end in .url may be templates or lists.
        boolean url = key.equals("base.url")
                || key.equals("event.notification.callback.url")
                || (key.startsWith("oauth.") && key.endsWith(".url"));
        return url ? Optional.of(new Form.HttpUrl()) : Optional.empty();
    }

    /** The words that a key takes, sorted; empty when it takes other values too. */
    static List<String> words(Element element, String key) {
        return form(new Configuration(element, Map.of()), key)
                .map(form -> form instanceof Form.OneOf(Set<String> words)
                        ? words.stream().sorted().toList()
                        : List.<String>of())
                .orElse(List.of());
    }

    private sealed interface Form {
        Optional<String> fault(String value);

        record OneOf(Set<String> words) implements Form {
            @Override
            public Optional<String> fault(String value) {
                return value.isEmpty() || words.contains(value.toLowerCase(Locale.ROOT))
                        ? Optional.empty()
                        : Optional.of("must be one of "
                                + words.stream().sorted().toList() + ", not '" + shortened(value) + "'");
            }
        }

        record WholeNumber(int least, int most) implements Form {
            @Override
            public Optional<String> fault(String value) {
                String text = value.strip();
                boolean number =
                        !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
                return value.isEmpty() || (number && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most)
                        ? Optional.empty()
                        : Optional.of("must be a whole number from " + least + " to " + most + ", not '"
                                + shortened(value) + "'");
            }
        }

        record DeliverySecret() implements Form {
            @Override
            public Optional<String> fault(String value) {
                return value.isEmpty() || WebhookSecret.isValid(value)
                        ? Optional.empty()
                        : Optional.of(
                                "must be whsec_ and the base64 of 24 to 64 bytes; leave it empty to get a new one");
            }
        }

        record HttpUrl() implements Form {
            @Override
            public Optional<String> fault(String value) {
                return value.isEmpty() || isHttp(value)
                        ? Optional.empty()
                        : Optional.of("must be an http or https URL, not '" + shortened(value) + "'");
            }

            private static boolean isHttp(String value) {
                try {
                    // Braces stand for other configuration values.
                    URI url = new URI(value.replace('{', 'x').replace('}', 'x'));
                    String scheme = Optional.ofNullable(url.getScheme()).orElse("");
                    return (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                            && url.getHost() != null
                            && url.getUserInfo() == null;
                } catch (URISyntaxException e) {
                    return false;
                }
            }
        }
    }

    private static String shortened(String value) {
        return value.length() > 80 ? value.substring(0, 80) + "..." : value;
    }
}
