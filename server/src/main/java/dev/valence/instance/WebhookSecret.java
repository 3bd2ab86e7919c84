package dev.valence.instance;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that deliveries to the application are signed with: {@code whsec_} and base64.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks
 *     1.0, section "Symmetric signatures"</a>
 */
public final class WebhookSecret {
    /** What it begins with when it is written. */
    public static final String PREFIX = "whsec_";

    private static final int LEAST = 24;
    private static final int MOST = 64;
    private static final int USUAL = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSecret() {}

    /** A new one. */
    public static String fresh() {
        byte[] bytes = new byte[USUAL];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    static boolean isValid(String text) {
        try {
            int length =
                    text.startsWith(PREFIX) ? Base64.getDecoder().decode(text.substring(PREFIX.length())).length : 0;
            return length >= LEAST && length <= MOST;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
