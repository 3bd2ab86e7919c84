package dev.valence.hub;

import dev.valence.tenant.SecretText;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What this process shows itself when it calls its own hub for an instance. It is random, stays in this process's memory and
 * opens hub calls only.
 */
@Singleton
final class OwnKey {
    private static final String SESSION = "Session ";

    private final String key = SecretText.urlSafe();

    /** The header for calls through an instance. */
    String authorization(long instanceId) {
        return SESSION + key + ", Instance " + instanceId;
    }

    /** Whether a header is {@link #authorization} for some instance. */
    boolean opens(String header) {
        int end = header.indexOf(',');
        return header.startsWith(SESSION) && end > 0 && is(header.substring(SESSION.length(), end));
    }

    boolean is(String session) {
        return MessageDigest.isEqual(
                key.getBytes(StandardCharsets.US_ASCII), session.getBytes(StandardCharsets.US_ASCII));
    }
}
