package dev.valence.delivery;

import dev.valence.instance.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two signatures of a delivery, both over the body's bytes as they are sent.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks
 *     1.0</a>
 */
final class Signatures {
    private static final String ALGORITHM = "HmacSHA256";

    private Signatures() {}

    /** Value of {@code Elements-Webhook-Signature}: {@code sha256=} and the base64 of the HMAC. */
    static String elements(String key, byte[] body) {
        return "sha256=" + base64(hmac(key.getBytes(StandardCharsets.UTF_8), body));
    }

    /**
     * Value of {@code webhook-signature}: one signature for each key, so that a receiver may know the old or the new one.
     *
     * @param keys as they are written, with the prefix or without
     */
    static String standard(List<String> keys, String id, Instant at, byte[] body) {
        byte[] head = (id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .map(key -> "v1," + base64(hmac(secret(key), head, body)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] secret(String key) {
        String text = key.startsWith(WebhookSecret.PREFIX) ? key.substring(WebhookSecret.PREFIX.length()) : key;
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // A key that somebody typed; its letters are the secret then.
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            // An empty key is none to Java, and one of a zero byte gives the same result (RFC 2104 pads with zeros).
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
