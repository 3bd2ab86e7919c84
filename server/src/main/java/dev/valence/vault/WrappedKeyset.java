package dev.valence.vault;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** A row of {@code data_key}. */
final class WrappedKeyset {
    private static final RowMapper<WrappedKeyset> MAPPER = (row, context) ->
            new WrappedKeyset(row.getLong("organization_id"), row.getBytes("keyset"), row.getString("master_key"));

    private final long organizationId;
    private final byte[] keyset;
    private final String masterKey;

    WrappedKeyset(long organizationId, byte[] keyset, String masterKey) {
        this.organizationId = organizationId;
        this.keyset = keyset.clone();
        this.masterKey = masterKey;
    }

    long organizationId() {
        return organizationId;
    }

    /** The encrypted keyset. */
    byte[] keyset() {
        return keyset.clone();
    }

    /** Id of the master key that wraps it. */
    String masterKey() {
        return masterKey;
    }

    static Optional<WrappedKeyset> find(Handle handle, long organizationId) {
        return handle.createQuery(
                        "select organization_id, keyset, master_key from data_key where organization_id = :id")
                .bind("id", organizationId)
                .map(MAPPER)
                .findOne();
    }

    /** Rows wrapped by another master key, locked for the transaction. */
    static List<WrappedKeyset> notUnder(Handle handle, String masterKey) {
        return handle.createQuery("select organization_id, keyset, master_key from data_key"
                        + " where master_key <> :master order by organization_id for update")
                .bind("master", masterKey)
                .map(MAPPER)
                .list();
    }

    /** The row, locked, when it was last rotated before the limit and no other node has it in hands. */
    static Optional<WrappedKeyset> lockIfOlder(Handle handle, long organizationId, Instant limit) {
        return handle.createQuery("select organization_id, keyset, master_key from data_key"
                        + " where organization_id = :id and rotated_at < :limit for update skip locked")
                .bind("id", organizationId)
                .bind("limit", limit.atOffset(ZoneOffset.UTC))
                .map(MAPPER)
                .findOne();
    }

    static Optional<WrappedKeyset> lock(Handle handle, long organizationId) {
        return handle.createQuery("select organization_id, keyset, master_key from data_key"
                        + " where organization_id = :id for update")
                .bind("id", organizationId)
                .map(MAPPER)
                .findOne();
    }

    static List<Long> olderThan(Handle handle, Instant limit) {
        return handle.createQuery("select organization_id from data_key where rotated_at < :limit order by rotated_at")
                .bind("limit", limit.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .list();
    }

    /** Stores a first keyset; does nothing when another process was first. */
    void insert(Handle handle, OffsetDateTime now) {
        handle.createUpdate("insert into data_key (organization_id, keyset, master_key, created_at, rotated_at)"
                        + " values (:id, :keyset, :master, :now, :now) on conflict do nothing")
                .bind("id", organizationId)
                .bind("keyset", keyset)
                .bind("master", masterKey)
                .bind("now", now)
                .execute();
    }

    /** The same keys under another master key. */
    void replaceBy(Handle handle, byte[] rewrapped, String newMasterKey) {
        handle.createUpdate("update data_key set keyset = :keyset, master_key = :master where organization_id = :id")
                .bind("keyset", rewrapped)
                .bind("master", newMasterKey)
                .bind("id", organizationId)
                .execute();
    }

    /** More keys. */
    void rotateTo(Handle handle, byte[] rotated, String currentMasterKey, OffsetDateTime now) {
        handle.createUpdate("update data_key set keyset = :keyset, master_key = :master, rotated_at = :now"
                        + " where organization_id = :id")
                .bind("keyset", rotated)
                .bind("master", currentMasterKey)
                .bind("now", now)
                .bind("id", organizationId)
                .execute();
    }

    @Override
    public String toString() {
        return "WrappedKeyset[organization " + organizationId + " under master key " + masterKey + "]";
    }
}
