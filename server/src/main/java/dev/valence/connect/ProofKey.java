package dev.valence.connect;

import dev.valence.tenant.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The challenge of a proof key (RFC 7636): whoever catches the code cannot use it without the verifier. */
final class ProofKey {
    private ProofKey() {}

    /** 43 characters of 256 random bits, as section 4.1 recommends. */
    static String verifier() {
        return SecretText.urlSafe();
    }

    /** The challenge of the method S256, section 4.2. */
    static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
