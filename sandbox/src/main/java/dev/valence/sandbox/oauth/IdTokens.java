package dev.valence.sandbox.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Signs OpenID tokens with a key pair of this process, made when it is first needed (RFC 7519, RS256 of RFC 7518). */
public final class IdTokens {
    private static final String KEY_ID = "sandbox-1";
    private static final int KEY_BITS = 2048;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable KeyPair keys;

    /** The claims as a signed token. */
    public String sign(ObjectNode claims) {
        ObjectNode header = Json.object().put("alg", "RS256").put("typ", "JWT").put("kid", KEY_ID);
        String signed = encode(Json.text(header)) + "." + encode(Json.text(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform signs with RSA", e);
        }
    }

    /** The public key as a JSON Web Key Set (RFC 7517). */
    public ObjectNode keySet() {
        RSAPublicKey key = (RSAPublicKey) keys().getPublic();
        ObjectNode set = Json.object();
        set.putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", KEY_ID)
                .put("n", encode(unsigned(key.getModulus())))
                .put("e", encode(unsigned(key.getPublicExponent())));
        return set;
    }

    private KeyPair keys() {
        lock.lock();
        try {
            KeyPair made = keys;
            if (made == null) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(KEY_BITS);
                made = generator.generateKeyPair();
                keys = made;
            }
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        } finally {
            lock.unlock();
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
