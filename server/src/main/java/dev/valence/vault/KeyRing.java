package dev.valence.vault;

import dev.valence.store.StartupFailure;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The keys of this process, opened once at start against the database: the master keys fit it, every row is wrapped by
 * the current one, and the look-up key is there.
 */
final class KeyRing {
    private final MasterKeys masters;
    private final LookupKey lookup;

    private KeyRing(MasterKeys masters, LookupKey lookup) {
        this.masters = masters;
        this.lookup = lookup;
    }

    /**
     * Opens the ring; on an empty database it makes the keys, and processes that start at once take turns.
     *
     * @throws StartupFailure when the master key is missing or is not this database's
     */
    static KeyRing open(Jdbi jdbi, MasterKeyPlace place, Clock clock) {
        return jdbi.inTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('valence key ring'))");
            List<String> inUse = handle.createQuery(
                            "select master_key from lookup_key union select master_key from data_key")
                    .mapTo(String.class)
                    .list();
            MasterKeys masters = place.read().orElseGet(() -> {
                if (!inUse.isEmpty()) {
                    throw new StartupFailure("This database holds encrypted secrets but the master key is missing:"
                            + " put the file " + place.file() + " back or set VALENCE_MASTER_KEY to the original key");
                }
                return place.create();
            });
            inUse.stream().filter(id -> masters.byId(id).isEmpty()).findAny().ifPresent(id -> {
                throw notOurs(masters);
            });
            try {
                rewrap(handle, masters);
                return new KeyRing(masters, lookupKey(handle, masters.current(), clock));
            } catch (GeneralSecurityException e) {
                throw notOurs(masters);
            }
        });
    }

    MasterKey current() {
        return masters.current();
    }

    Optional<MasterKey> master(String id) {
        return masters.byId(id);
    }

    LookupKey lookup() {
        return lookup;
    }

    private static StartupFailure notOurs(MasterKeys masters) {
        return new StartupFailure(
                "The master key in " + masters.source() + " does not fit this database: use the key the"
                        + " database was made with (to replace it, list the new key first and the old one after a comma)");
    }

    private static void rewrap(Handle handle, MasterKeys masters) throws GeneralSecurityException {
        MasterKey current = masters.current();
        for (WrappedKeyset row : WrappedKeyset.notUnder(handle, current.id())) {
            DataKey key = DataKey.unwrap(row.keyset(), masterOf(masters, row.masterKey()), row.organizationId());
            row.replaceBy(handle, key.wrap(current, row.organizationId()), current.id());
        }
        Optional<SealedLookup> old = SealedLookup.read(handle).filter(row -> !row.masterKey.equals(current.id()));
        if (old.isPresent()) {
            byte[] key = masterOf(masters, old.get().masterKey).aead().decrypt(old.get().sealed, LookupKey.BINDING);
            handle.createUpdate("update lookup_key set sealed = :sealed, master_key = :master where id = 1")
                    .bind("sealed", current.aead().encrypt(key, LookupKey.BINDING))
                    .bind("master", current.id())
                    .execute();
        }
    }

    private static LookupKey lookupKey(Handle handle, MasterKey current, Clock clock) throws GeneralSecurityException {
        Optional<SealedLookup> stored = SealedLookup.read(handle);
        if (stored.isPresent()) {
            return LookupKey.unwrap(stored.get().sealed, current);
        }
        byte[] key = new byte[LookupKey.BYTES];
        new SecureRandom().nextBytes(key);
        handle.createUpdate("insert into lookup_key (id, sealed, master_key, created_at)"
                        + " values (1, :sealed, :master, :now)")
                .bind("sealed", current.aead().encrypt(key, LookupKey.BINDING))
                .bind("master", current.id())
                .bind("now", OffsetDateTime.now(clock))
                .execute();
        return new LookupKey(key);
    }

    private static MasterKey masterOf(MasterKeys masters, String id) {
        return masters.byId(id).orElseThrow(() -> notOurs(masters));
    }

    /** The row of {@code lookup_key}. */
    private static final class SealedLookup {
        private final byte[] sealed;
        private final String masterKey;

        private SealedLookup(byte[] sealed, String masterKey) {
            this.sealed = sealed;
            this.masterKey = masterKey;
        }

        static Optional<SealedLookup> read(Handle handle) {
            return handle.createQuery("select sealed, master_key from lookup_key where id = 1")
                    .map((row, context) -> new SealedLookup(row.getBytes("sealed"), row.getString("master_key")))
                    .findOne();
        }
    }
}
