package dev.valence.instance;

import dev.valence.element.ConfigurationEntry;
import dev.valence.element.Element;
import java.util.Set;

/** Which configuration values are secrets: encrypted at rest and masked in replies. */
public final class SecretKeys {
    /** The key that deliveries to the application are signed with by Standard Webhooks: whsec_ and base64. */
    public static final String WEBHOOK_SECRET = "event.notification.webhook.secret";

    /** The one before it, which signs too while a rotation lasts. */
    public static final String PREVIOUS_WEBHOOK_SECRET = WEBHOOK_SECRET + ".previous";

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
            WEBHOOK_SECRET,
            PREVIOUS_WEBHOOK_SECRET,
            "event.vendor.signature.key",
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
