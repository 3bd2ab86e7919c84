package dev.valence.tenant;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes new secrets in the shapes clients know; they are opaque to them. */
public final class SecretText {
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretText() {}

    /** 32 lower-case hex digits (128 random bits), as organization secrets are. */
    public static String hex() {
        return HexFormat.of().formatHex(random(16));
    }

    /** Base64 of 32 random bytes, 44 characters, as user secrets and element tokens are. */
    public static String base64() {
        return Base64.getEncoder().encodeToString(random(32));
    }

    /** Base64 of 32 random bytes that needs no escaping in URLs and cookies, 43 characters. */
    public static String urlSafe() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    /** A password that a person can type: 20 characters, about 100 random bits, without look-alikes. */
    static String password() {
        String alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }
}
