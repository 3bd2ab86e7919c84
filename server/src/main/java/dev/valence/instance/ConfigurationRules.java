package dev.valence.instance;

import dev.valence.element.AuthenticationType;
import dev.valence.element.ConfigurationEntry;
import dev.valence.element.ConfigurationType;
import dev.valence.http.BadRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an instance's configuration has to hold, and in which form. */
final class ConfigurationRules {
    private static final Set<String> OAUTH2 = Set.of("oauth.api.key", "oauth.api.secret", "oauth.callback.url");

    private static final Map<String, Set<String>> WORDS = Map.of(
            "event.vendor.type", Set.of("webhook", "webhooks", "polling"),
            "event.notification.type", Set.of("webhook"));

    private ConfigurationRules() {}

    /**
     * Checks a configuration as it would be stored.
     *
     * @param alsoMissing names outside of the configuration that the caller left out, such as {@code providerData.code}
     * @throws BadRequest naming every missing entry at once, or else every entry of the wrong form
     */
    static void check(Configuration configuration, ExternalAuthentication authentication, List<String> alsoMissing) {
        List<String> missing = new ArrayList<>();
        for (ConfigurationEntry entry : configuration.element().configuration().sequencedValues()) {
            if (isRequired(configuration, entry, authentication)
                    && configuration.get(entry.key()).isEmpty()) {
                missing.add(entry.key());
            }
        }
        missing.addAll(alsoMissing);
        if (!missing.isEmpty()) {
            throw new BadRequest("Required configuration is missing: " + String.join(", ", missing)
                    + "; send each under configuration, or providerData where the name says so");
        }
        List<String> faults = new ArrayList<>();
        configuration
                .own()
                .forEach((key, value) -> form(configuration, key)
                        .flatMap(form -> form.fault(key, value))
                        .ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw new BadRequest("The configuration is not valid: " + String.join("; ", faults));
        }
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
        if (declaredBoolean || key.equals("event.notification.enabled") || key.equals("filter.response.nulls")) {
            return Optional.of(new Form.OneOf(Set.of("true", "false")));
        }
        // Other keys that end in .url may be templates or lists.
        boolean url = key.equals("base.url")
                || key.equals("event.notification.callback.url")
                || (key.startsWith("oauth.") && key.endsWith(".url"));
        return url ? Optional.of(new Form.HttpUrl()) : Optional.empty();
    }

    private sealed interface Form {
        Optional<String> fault(String key, String value);

        record OneOf(Set<String> words) implements Form {
            @Override
            public Optional<String> fault(String key, String value) {
                return value.isEmpty() || words.contains(value.toLowerCase(Locale.ROOT))
                        ? Optional.empty()
                        : Optional.of(key + " must be one of "
                                + words.stream().sorted().toList() + ", not '" + shortened(value) + "'");
            }
        }

        record HttpUrl() implements Form {
            @Override
            public Optional<String> fault(String key, String value) {
                return value.isEmpty() || isHttp(value)
                        ? Optional.empty()
                        : Optional.of(key + " must be an http or https URL, not '" + shortened(value) + "'");
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
