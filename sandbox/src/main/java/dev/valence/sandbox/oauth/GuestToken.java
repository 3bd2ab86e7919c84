package dev.valence.sandbox.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The claims of a token that a guest issuer signed with its shared secret (RFC 7519, HS256).
 *
 * @param subject the issuer's own key of the guest
 * @param name how the guest is shown
 */
public record GuestToken(String issuer, String subject, Optional<String> name) {

    /**
     * Reads a token.
     *
     * @param secret the issuer's secret, as base64
     * @return empty when it is malformed, expired, or signed by somebody else
     */
    public static Optional<GuestToken> read(String token, String issuer, String secret, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || !signed(parts, secret)) {
            return Optional.empty();
        }
        try {
            ObjectNode header = Json.readObject(Base64.getUrlDecoder().decode(parts[0]));
            ObjectNode claims = Json.readObject(Base64.getUrlDecoder().decode(parts[1]));
            boolean fits = header.path("alg").asText().equals("HS256")
                    && claims.path("iss").asText().equals(issuer)
                    && !claims.path("sub").asText().isBlank()
                    && claims.path("exp").asLong() > now.getEpochSecond();
            return fits
                    ? Optional.of(new GuestToken(
                            issuer,
                            claims.path("sub").asText(),
                            Optional.of(claims.path("name").asText()).filter(text -> !text.isBlank())))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean signed(String[] parts, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            byte[] expected = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts[2]));
        } catch (IllegalArgumentException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
