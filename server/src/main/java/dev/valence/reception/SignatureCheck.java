package dev.valence.reception;

import dev.valence.element.Signature;
import dev.valence.element.SignatureEncoding;
import dev.valence.http.Unauthorized;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells whether a post was signed by the provider, over the bytes as they came. */
final class SignatureCheck {
    private final Signature signature;
    private final Clock clock;

    SignatureCheck(Signature signature, Clock clock) {
        this.signature = signature;
        this.clock = clock;
    }

    /**
     * Lets a genuine post pass.
     *
     * @param secret shared with the provider; without one nothing is genuine
     * @param header the first value of a request header
     * @throws Refused when the signature is missing or wrong, or its time is outside of the tolerance
     */
    void require(Optional<String> secret, byte[] body, Function<String, Optional<String>> header) {
        String timestamp = signature
                .timestamp()
                .map(declared -> header.apply(declared.header()).orElseThrow(SignatureCheck::wrong))
                .orElse("");
        String given = header.apply(signature.header())
                .orElseThrow(SignatureCheck::wrong)
                .strip();
        String expected = expected(secret.orElseThrow(SignatureCheck::wrong), body, timestamp);
        // Hexadecimal digits may come in either case.
        boolean hex = signature.encoding() == SignatureEncoding.HEX;
        String left = hex ? given.toLowerCase(Locale.ROOT) : given;
        String right = hex ? expected.toLowerCase(Locale.ROOT) : expected;
        if (!MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8))) {
            throw wrong();
        }
        // After the signature, so that a forger does not learn how the server's clock stands.
        signature.timestamp().ifPresent(declared -> requireRecent(declared, timestamp));
    }

    /**
     * Lets a post pass that carries a signature at all, before its body is here.
     *
     * @throws Refused when it carries none
     */
    void requirePresent(Function<String, Optional<String>> header) {
        if (header.apply(signature.header()).isEmpty()
                || signature
                        .timestamp()
                        .filter(declared -> header.apply(declared.header()).isEmpty())
                        .isPresent()) {
            throw wrong();
        }
    }

    private String expected(String secret, byte[] body, String timestamp) {
        try {
            Mac mac = Mac.getInstance(signature.algorithm());
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), signature.algorithm()));
            String[] around = signature.signed().split(java.util.regex.Pattern.quote(Signature.BODY), -1);
            for (int i = 0; i < around.length; i++) {
                if (i > 0) {
                    mac.update(body);
                }
                mac.update(around[i].replace(Signature.TIMESTAMP, timestamp).getBytes(StandardCharsets.UTF_8));
            }
            byte[] sum = mac.doFinal();
            return signature.prefix()
                    + (signature.encoding() == SignatureEncoding.HEX
                            ? HexFormat.of().formatHex(sum)
                            : Base64.getEncoder().encodeToString(sum));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The catalog has checked the algorithm " + signature.algorithm(), e);
        }
    }

    private void requireRecent(Signature.Timestamp declared, String timestamp) {
        try {
            Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp.strip())), clock.instant());
            if (age.abs().compareTo(declared.tolerance()) <= 0) {
                return;
            }
        } catch (ArithmeticException | java.time.DateTimeException | NumberFormatException e) {
            throw stale();
        }
        throw stale();
    }

    private static Refused stale() {
        return new Refused(
                Refusal.STALE,
                new Unauthorized("The post was signed too long ago, or the clocks differ; it may be a repetition"));
    }

    private static Refused wrong() {
        return new Refused(
                Refusal.SIGNATURE,
                new Unauthorized("The post does not carry the provider's signature for this instance"));
    }
}
