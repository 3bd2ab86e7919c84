package dev.valence.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One master key: AES-256-GCM over the data keys, and an id by which a database row says which one wraps it. */
final class MasterKey {
    static final int BYTES = 32;
    private static final byte[] ID_LABEL = "valence master key id".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_BYTES = 8;

    private final String id;
    private final Aead aead;

    /** @param key 32 random bytes */
    @AccessesPartialKey // The master key comes from outside as bytes, which Tink wants to be asked for by name.
    MasterKey(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            this.id = HexFormat.of().formatHex(mac.doFinal(ID_LABEL), 0, ID_BYTES);
            AesGcmKey imported = AesGcmKey.builder()
                    .setParameters(aes256Gcm(AesGcmParameters.Variant.NO_PREFIX))
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build();
            this.aead = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(imported).withRandomId().makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM or HMAC-SHA256 is missing in this Java runtime", e);
        }
    }

    /** AES-256-GCM with 12 bytes of nonce and 16 of tag (NIST SP 800-38D); also readies Tink for such keys. */
    static AesGcmParameters aes256Gcm(AesGcmParameters.Variant variant) {
        try {
            AeadConfig.register();
            return AesGcmParameters.builder()
                    .setKeySizeBytes(BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(variant)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is missing in this Java runtime", e);
        }
    }

    /** 16 hex digits that identify the key without revealing it. */
    String id() {
        return id;
    }

    Aead aead() {
        return aead;
    }

    @Override
    public String toString() {
        return "MasterKey " + id;
    }
}
