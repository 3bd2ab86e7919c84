package dev.valence.sandbox.pair;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON Web Tokens (RFC 7519), as far as guests and ID tokens need them. */
final class Jwt {
    private Jwt() {}

    /** A token good for an hour, signed with HS256, of issuer, secret as base64, and subject. */
    static String of(String... words) {
        String issuer = words[0];
        String secret = words[1];
        String subject = words[2];
        String claims = "{\"iss\":\"%s\",\"sub\":\"%s\",\"name\":\"%s\",\"exp\":%d}"
                .formatted(issuer, subject, subject, Instant.now().getEpochSecond() + 3600);
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(hmac(Base64.getDecoder().decode(secret), signed));
    }

    /** A claim as text; the signature is not looked at. */
    static String claim(String name, String token) {
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        return Sandbox.parse(payload).path(name).asText();
    }

    private static byte[] hmac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
