package dev.valence.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed hash (HMAC-SHA256) by which secrets are found: a stolen database without the master key does not even allow
 * guesses. There is one key for all organizations, because the organization is not known before the look-up.
 */
final class LookupKey {
    static final int BYTES = 32;
    static final byte[] BINDING = "lookup_key/1".getBytes(StandardCharsets.US_ASCII);

    private final Mac keyed;

    LookupKey(byte[] key) throws NoSuchAlgorithmException, InvalidKeyException {
        keyed = Mac.getInstance("HmacSHA256");
        keyed.init(new SecretKeySpec(key, "HmacSHA256"));
    }

    static LookupKey unwrap(byte[] sealed, MasterKey master) throws GeneralSecurityException {
        return new LookupKey(master.aead().decrypt(sealed, BINDING));
    }

    /** Safe from any number of threads: the keyed state is only ever copied, which also suits virtual threads. */
    byte[] hash(String secret) {
        try {
            return ((Mac) keyed.clone()).doFinal(secret.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("This Java runtime cannot copy an HMAC-SHA256 state", e);
        }
    }
}
