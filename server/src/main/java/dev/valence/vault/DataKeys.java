package dev.valence.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.store.ChangeNotices;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The data keys of all organizations: one row each, read once and kept in memory until a notice or an hour passes. */
final class DataKeys {
    private static final String TOPIC = "data_key";
    private static final int CACHED = 20_000;
    private static final Duration LIFE = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final KeyRing ring;
    private final ChangeNotices notices;
    private final Clock clock;
    private final Cache<Long, DataKey> cache =
            Caffeine.newBuilder().maximumSize(CACHED).expireAfterWrite(LIFE).build();

    DataKeys(Jdbi jdbi, KeyRing ring, ChangeNotices notices, Clock clock) {
        this.jdbi = jdbi;
        this.ring = ring;
        this.notices = notices;
        this.clock = clock;
        notices.subscribe(TOPIC, key -> cache.invalidate(Long.valueOf(key)), cache::invalidateAll);
    }

    /** The organization's key, made now when it has none. */
    DataKey of(long organizationId) {
        return cache.get(
                organizationId,
                id -> jdbi.withHandle(handle -> {
                    Optional<WrappedKeyset> stored = WrappedKeyset.find(handle, id);
                    if (stored.isEmpty()) {
                        create(handle, id);
                        stored = WrappedKeyset.find(handle, id);
                    }
                    return unwrap(stored.orElseThrow());
                }));
    }

    /** As {@link #of}, but read from the database again: another process may have rotated. */
    DataKey reloaded(long organizationId) {
        cache.invalidate(organizationId);
        return of(organizationId);
    }

    /** Adds a new primary key; the older ones go on decrypting. */
    void rotate(long organizationId) {
        of(organizationId);
        jdbi.useTransaction(handle ->
                rotate(handle, WrappedKeyset.lock(handle, organizationId).orElseThrow()));
        cache.invalidate(organizationId);
    }

    /**
     * Rotates every key that was last rotated before the limit, each in a transaction of its own. Several processes may
     * do this at once.
     *
     * @return how many this process rotated
     */
    int rotateOlderThan(Instant limit) {
        int rotated = 0;
        for (long organizationId : jdbi.withHandle(handle -> WrappedKeyset.olderThan(handle, limit))) {
            boolean mine = jdbi.inTransaction(handle -> {
                Optional<WrappedKeyset> row = WrappedKeyset.lockIfOlder(handle, organizationId, limit);
                row.ifPresent(keyset -> rotate(handle, keyset));
                return row.isPresent();
            });
            if (mine) {
                cache.invalidate(organizationId);
                rotated++;
            }
        }
        return rotated;
    }

    private void rotate(Handle handle, WrappedKeyset row) {
        MasterKey master = ring.current();
        try {
            byte[] keyset = unwrap(row).rotated().wrap(master, row.organizationId());
            row.rotateTo(handle, keyset, master.id(), OffsetDateTime.now(clock));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A new data key could not be made", e);
        }
        notices.publish(handle, TOPIC, Long.toString(row.organizationId()));
    }

    private void create(Handle handle, long organizationId) {
        MasterKey master = ring.current();
        try {
            byte[] keyset = DataKey.fresh().wrap(master, organizationId);
            new WrappedKeyset(organizationId, keyset, master.id()).insert(handle, OffsetDateTime.now(clock));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A data key could not be made", e);
        }
    }

    private DataKey unwrap(WrappedKeyset row) {
        String organization = "The data key of organization " + row.organizationId();
        MasterKey master = ring.master(row.masterKey())
                .orElseThrow(() -> new IllegalStateException(organization + " is wrapped by master key "
                        + row.masterKey() + ", which this process was not given; restart it with the current keys."));
        try {
            return DataKey.unwrap(row.keyset(), master, row.organizationId());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    organization + " was altered in the database; restore the row from a backup.", e);
        }
    }
}
