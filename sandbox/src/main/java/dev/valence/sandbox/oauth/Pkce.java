package dev.valence.sandbox.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The challenge an authorize request came with (RFC 7636). */
public record Pkce(String challenge, Method method) {

    /** How the challenge was made from the verifier. */
    public enum Method {
        PLAIN,
        S256
    }

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /** Whether the text may be a verifier or a challenge: 43 to 128 unreserved characters. */
    public static boolean wellFormed(String text) {
        return WELL_FORMED.matcher(text).matches();
    }

    public boolean verifies(String verifier) {
        return wellFormed(verifier)
                && MessageDigest.isEqual(
                        challenge.getBytes(StandardCharsets.US_ASCII),
                        derived(verifier).getBytes(StandardCharsets.US_ASCII));
    }

    private String derived(String verifier) {
        if (method == Method.PLAIN) {
            return verifier;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
