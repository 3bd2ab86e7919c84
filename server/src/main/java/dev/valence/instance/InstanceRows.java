package dev.valence.instance;

import dev.valence.vault.Vault;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads an instance with its owner and configuration from one row; its credential is added after. */
final class InstanceRows implements RowMapper<Instance> {
    /** The configuration comes as three arrays side by side. */
    static final String SELECT = """
            select i.*, u.email, u.first_name, u.last_name, c.ids, c.keys, c.vals, c.seals
            from instance i
            join users u on u.id = i.user_id
            left join lateral (
                select array_agg(id order by id) ids, array_agg(key order by id) keys,
                       array_agg(value order by id) vals, array_agg(sealed order by id) seals
                from instance_configuration where instance_id = i.id) c on true
            """;

    private final Vault vault;

    InstanceRows(Vault vault) {
        this.vault = vault;
    }

    @Override
    public Instance map(ResultSet row, StatementContext context) throws SQLException {
        long id = row.getLong("id");
        long organization = row.getLong("organization_id");
        return new Instance(
                id,
                organization,
                row.getLong("account_id"),
                new Instance.Owner(
                        row.getLong("user_id"),
                        row.getString("email"),
                        row.getString("first_name"),
                        row.getString("last_name")),
                row.getLong("element_id"),
                row.getString("element_key"),
                row.getString("name"),
                List.of((String[]) row.getArray("tags").getArray()),
                vault.decrypt(organization, row.getBytes("token_sealed"), Instances.tokenRow(id)),
                ExternalAuthentication.valueOf(
                        row.getString("external_authentication").toUpperCase(Locale.ROOT)),
                new Instance.Switches(
                        row.getBoolean("disabled"),
                        row.getBoolean("trace_logging"),
                        row.getBoolean("caching_enabled"),
                        row.getInt("max_cache_size"),
                        row.getInt("cache_time_to_live")),
                settings(row, organization),
                Optional.empty(),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private SequencedMap<String, Instance.Setting> settings(ResultSet row, long organization) throws SQLException {
        SequencedMap<String, Instance.Setting> settings = new LinkedHashMap<>();
        @Nullable Array idArray = row.getArray("ids");
        if (idArray == null) {
            return settings;
        }
        Long[] ids = (Long[]) idArray.getArray();
        String[] keys = (String[]) row.getArray("keys").getArray();
        @Nullable String[] values = (@Nullable String[]) row.getArray("vals").getArray();
        byte @Nullable [][] seals = (byte @Nullable [][]) row.getArray("seals").getArray();
        for (int i = 0; i < ids.length; i++) {
            byte @Nullable [] sealed = seals[i];
            Optional<String> value = sealed == null
                    ? Optional.ofNullable(values[i])
                    : Optional.of(vault.decrypt(organization, sealed, ConfigurationRows.row(ids[i])));
            settings.put(keys[i], new Instance.Setting(ids[i], keys[i], value));
        }
        return settings;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
