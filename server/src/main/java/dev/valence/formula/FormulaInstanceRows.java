package dev.valence.formula;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads an instance of a formula from one row. */
final class FormulaInstanceRows implements RowMapper<FormulaInstance> {
    static final String FROM = " from formula_instance i join formula f on f.id = i.formula_id ";
    static final String SELECT =
            "select i.*, f.name formula_name, f.active formula_active, f.version_id formula_version,"
                    + " f.single_threaded and f.engine = 'v1' formula_one_by_one" + FROM;

    @Override
    public FormulaInstance map(ResultSet row, StatementContext context) throws SQLException {
        boolean debug = row.getBoolean("debug_logging");
        boolean says = !row.wasNull();
        return new FormulaInstance(
                row.getLong("id"),
                new FormulaInstance.Of(
                        row.getLong("formula_id"),
                        row.getString("formula_name"),
                        row.getBoolean("formula_active"),
                        row.getLong("formula_version"),
                        row.getBoolean("formula_one_by_one")),
                new Owner(row.getLong("organization_id"), row.getLong("account_id"), row.getLong("user_id")),
                row.getString("name"),
                row.getBoolean("active"),
                says ? Optional.of(debug) : Optional.empty(),
                StoredJson.texts(row.getString("configuration")),
                StoredJson.object(row.getString("settings")),
                binding(row),
                row.getInt("failures_in_a_row"),
                row.getBoolean("job"),
                instant(row, "expires_at"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "updated_at").orElseThrow());
    }

    private static Optional<Binding> binding(ResultSet row) throws SQLException {
        @Nullable String type = row.getString("trigger_type");
        if (type == null) {
            return Optional.empty();
        }
        long instance = row.getLong("trigger_instance_id");
        boolean known = !row.wasNull();
        return Optional.of(new Binding(
                TriggerType.of(type).orElseThrow(),
                known ? Optional.of(instance) : Optional.empty(),
                Optional.ofNullable(row.getString("trigger_method")),
                Optional.ofNullable(row.getString("trigger_api")),
                Optional.ofNullable(row.getString("cron"))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
