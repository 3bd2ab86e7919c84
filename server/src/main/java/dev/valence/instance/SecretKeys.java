package dev.valence.instance;

import dev.valence.element.ConfigurationEntry;
import dev.valence.element.Element;
import java.util.Set;

/** Which configuration values are secrets: encrypted at rest and masked in replies. */
public final class SecretKeys {
    /** What a secret looks like in a reply; sent back, it means "unchanged". */
    public static final String MASK = "********";

    /** Last words of keys that hold secrets although no element declares them. */
    private static final Set<String> TELLING =
            Set.of("secret", "password", "passphrase", "token", "refresh_token", "access_token", "private_key");

    private static final Set<String> PLATFORM = Set.of(
            "oauth.api.secret",
            "oauth.user.token",
            "oauth.user.refresh_token",
            "oauth.user.token.secret",
            "password",
            "event.notification.signature.key",
            "event.notification.webhook.secret",
            "private.key");

    private SecretKeys() {}

    /** Whether values under this key are secrets. */
    public static boolean isSecret(Element element, String key) {
        return PLATFORM.contains(key)
                || element.entry(key)
                        .map(ConfigurationEntry::secret)
                        .orElseGet(() -> TELLING.contains(key.substring(key.lastIndexOf('.') + 1)));
    }
}
