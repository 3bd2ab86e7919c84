package dev.valence.vault;

import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps secrets: AES-256-GCM under the data key of their organization, bound to the row they are stored in.
 *
 * <p>The first use of an organization's key reads one row over a connection of its own, so encrypt before opening a
 * transaction where that is possible. To replace the master key, give every process the list {@code old,new} first and
 * {@code new,old} after that; a start with a new first key wraps all data keys again.
 */
@Singleton
public final class Vault {
    private final KeyRing ring;
    private final DataKeys keys;
    private final Clock clock;

    @Inject
    Vault(
            Database database,
            ChangeNotices notices,
            Clock clock,
            @ConfigProperty(name = "valence.data") Path data,
            @ConfigProperty(name = "valence.master-key") Optional<String> masterKey) {
        this(database, notices, clock, new MasterKeyPlace(data, masterKey));
    }

    /**
     * Opens the vault of a database.
     *
     * @throws dev.valence.store.StartupFailure when the master key is missing or does not fit
     */
    Vault(Database database, ChangeNotices notices, Clock clock, MasterKeyPlace place) {
        this.clock = clock;
        this.ring = KeyRing.open(database.jdbi(), place, clock);
        this.keys = new DataKeys(database.jdbi(), ring, notices, clock);
    }

    /** The ciphertext of a secret, for exactly this place. */
    public byte[] encrypt(long organizationId, String plain, RowIdentity row) {
        try {
            return keys.of(organizationId).encrypt(plain.getBytes(StandardCharsets.UTF_8), row.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret for " + row + " could not be encrypted", e);
        }
    }

    /**
     * The secret again.
     *
     * @throws SealBroken when the ciphertext was changed or belongs to another row or organization
     */
    public String decrypt(long organizationId, byte[] sealed, RowIdentity row) {
        DataKey key = keys.of(organizationId);
        if (!key.knows(sealed)) {
            key = keys.reloaded(organizationId);
        }
        try {
            return new String(key.decrypt(sealed, row.associatedData()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new SealBroken(row, e);
        }
    }

    /** HMAC-SHA256 of a secret under this installation's key, 32 bytes, for unique columns and cache keys. */
    public byte[] lookupHash(String secret) {
        return ring.lookup().hash(secret);
    }

    /** Gives the organization a new primary data key; what is stored stays readable. */
    public void rotate(long organizationId) {
        keys.rotate(organizationId);
    }

    /**
     * Rotates the data keys that are older than this.
     *
     * @return how many were rotated by this process
     */
    public int rotateOlderThan(Duration age) {
        return keys.rotateOlderThan(clock.instant().minus(age));
    }
}
