package dev.valence.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The AES-256-GCM keyset of one organization: the primary key encrypts, all of them decrypt. */
final class DataKey {
    private static final AesGcmParameters AES_256_GCM = MasterKey.aes256Gcm(AesGcmParameters.Variant.TINK);
    private static final byte TINK_PREFIX = 1;
    private static final int PREFIX_BYTES = 5;

    private final KeysetHandle keyset;
    private final Aead aead;
    private final Set<Integer> ids;

    private DataKey(KeysetHandle keyset) throws GeneralSecurityException {
        this.keyset = keyset;
        this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.ids = IntStream.range(0, keyset.size())
                .mapToObj(i -> keyset.getAt(i).getId())
                .collect(Collectors.toUnmodifiableSet());
    }

    static DataKey fresh() throws GeneralSecurityException {
        return new DataKey(KeysetHandle.generateNew(AES_256_GCM, RegistryConfiguration.get()));
    }

    /** The same keys and a new primary one. */
    DataKey rotated() throws GeneralSecurityException {
        return new DataKey(KeysetHandle.newBuilder(keyset)
                .addEntry(KeysetHandle.generateEntryFromParameters(AES_256_GCM)
                        .withRandomId()
                        .makePrimary())
                .build());
    }

    byte[] wrap(MasterKey master, long organizationId) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(
                keyset, master.aead(), binding(organizationId), RegistryConfiguration.get());
    }

    static DataKey unwrap(byte[] wrapped, MasterKey master, long organizationId) throws GeneralSecurityException {
        return new DataKey(TinkProtoKeysetFormat.parseEncryptedKeyset(
                wrapped, master.aead(), binding(organizationId), RegistryConfiguration.get()));
    }

    byte[] encrypt(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
        return aead.encrypt(plain, associatedData);
    }

    byte[] decrypt(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        return aead.decrypt(sealed, associatedData);
    }

    /** Whether the ciphertext names a key of this set; the id stands in bytes 1 to 4 of Tink's output prefix. */
    boolean knows(byte[] sealed) {
        return sealed.length > PREFIX_BYTES
                && sealed[0] == TINK_PREFIX
                && ids.contains(ByteBuffer.wrap(sealed).getInt(1));
    }

    private static byte[] binding(long organizationId) {
        return ("data_key/" + organizationId).getBytes(StandardCharsets.US_ASCII);
    }
}
