package dev.valence.script;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What scripts cannot do by themselves: hashes and base64. Takes texts and gives a text, nothing else. */
final class Host {
    private static final Map<String, String> HMAC = Map.of(
            "md5",
            "HmacMD5",
            "sha1",
            "HmacSHA1",
            "sha256",
            "HmacSHA256",
            "sha384",
            "HmacSHA384",
            "sha512",
            "HmacSHA512");

    private Host() {}

    /** Does what the first text says; answers an equals sign and the result, or an exclamation mark and why there is none. */
    static String call(String what, String a, String b, String c, String d) {
        try {
            return "=" + result(what, a, b, c, d);
        } catch (IllegalArgumentException e) {
            return "!" + e.getMessage();
        }
    }

    private static String result(String what, String a, String b, String c, String d) {
        return switch (what) {
            case "md5" -> HexFormat.of().formatHex(digest(a));
            case "b64" -> Base64.getEncoder().encodeToString(utf8(a));
            case "decode64" -> new String(decoded(a), StandardCharsets.UTF_8);
            case "hmac" -> hmac(a, b, c, d);
            default -> throw new IllegalArgumentException("No such function");
        };
    }

    private static String hmac(String algorithm, String encoding, String secret, String text) {
        String name = HMAC.get(algorithm.toLowerCase(Locale.ROOT).replace("-", ""));
        if (name == null) {
            throw new IllegalArgumentException(
                    "There is no HMAC with " + algorithm + "; take sha1, sha256, sha384, sha512 or md5");
        }
        try {
            Mac mac = Mac.getInstance(name);
            // The platform's classes refuse an empty key, which is a key of one zero byte all the same.
            byte[] key = secret.isEmpty() ? new byte[1] : utf8(secret);
            mac.init(new SecretKeySpec(key, name));
            byte[] bytes = mac.doFinal(utf8(text));
            return switch (encoding) {
                case "hex" -> HexFormat.of().formatHex(bytes);
                case "base64" -> Base64.getEncoder().encodeToString(bytes);
                default -> throw new IllegalArgumentException("The encoding is hex or base64, not " + encoding);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As lenient as Node: white space and a missing end do not matter. */
    private static byte[] decoded(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9+/_-]", "").replace('-', '+').replace('_', '/');
        int useful = plain.length() % 4 == 1 ? plain.length() - 1 : plain.length();
        return Base64.getDecoder().decode(Arrays.copyOf(plain.getBytes(StandardCharsets.US_ASCII), useful));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
