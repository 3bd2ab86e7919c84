package dev.valence.instance;

import dev.valence.vault.RowIdentity;
import dev.valence.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes the configuration entries of an instance: one row for every declared or given key, secrets encrypted. */
final class ConfigurationRows {
    private ConfigurationRows() {}

    static void insert(Handle handle, Vault vault, long organizationId, long instanceId, Configuration configuration) {
        List<String> keys = List.copyOf(configuration.all().sequencedKeySet());
        List<Long> ids = handle.createQuery(
                        "select nextval(pg_get_serial_sequence('instance_configuration', 'id')) from generate_series(1, :n)")
                .bind("n", keys.size())
                .mapTo(Long.class)
                .list();
        PreparedBatch batch =
                handle.prepareBatch("insert into instance_configuration (id, instance_id, key, value, sealed)"
                        + " values (:id, :instance, :key, :value, :sealed)");
        for (int i = 0; i < keys.size(); i++) {
            bind(batch, vault, organizationId, configuration, keys.get(i), ids.get(i))
                    .bind("instance", instanceId)
                    .add();
        }
        batch.execute();
    }

    /** Writes only the entries whose value changed; new keys get a row, and no row is ever taken away. */
    static void update(Handle handle, Vault vault, Instance before, Configuration after) {
        PreparedBatch batch = handle.prepareBatch(
                "update instance_configuration set value = :value, sealed = :sealed where id = :id");
        Set<String> added = new TreeSet<>(after.own().keySet());
        for (Instance.Setting setting : before.settings().sequencedValues()) {
            added.remove(setting.key());
            Optional<String> now = Optional.ofNullable(after.own().get(setting.key()));
            if (!now.equals(setting.value())) {
                bind(batch, vault, before.organizationId(), after, setting.key(), setting.id())
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
        for (String key : added) {
            long id = handle.createQuery("select nextval(pg_get_serial_sequence('instance_configuration', 'id'))")
                    .mapTo(Long.class)
                    .one();
            PreparedBatch one =
                    handle.prepareBatch("insert into instance_configuration (id, instance_id, key, value, sealed)"
                            + " values (:id, :instance, :key, :value, :sealed)");
            bind(one, vault, before.organizationId(), after, key, id)
                    .bind("instance", before.id())
                    .add();
            one.execute();
        }
    }

    private static PreparedBatch bind(
            PreparedBatch batch, Vault vault, long organizationId, Configuration configuration, String key, long id) {
        @Nullable String value = configuration.own().get(key);
        boolean secret = SecretKeys.isSecret(configuration.element(), key);
        return batch.bind("id", id)
                .bind("key", key)
                .bind("value", secret ? null : value)
                .bind("sealed", secret && value != null ? vault.encrypt(organizationId, value, row(id)) : null);
    }

    static RowIdentity row(long id) {
        return new RowIdentity("instance_configuration", id, "value");
    }
}
