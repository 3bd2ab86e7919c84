package dev.valence.formula;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a formula with its present version from one row. */
final class FormulaRows implements RowMapper<Formula> {
    static final String SELECT = """
            select f.*, v.document from formula f join formula_version v on v.id = f.version_id
            """;

    /** Characters of documents that are remembered; one character takes a few bytes as a tree. */
    private static final long REMEMBERED = 16_000_000;

    /** Versions never change, so that what was read stays right. */
    private final Cache<Long, FormulaVersion> versions = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((Long id, FormulaVersion version) ->
                    version.document().toString().length() + 100)
            .build();

    @Override
    public Formula map(ResultSet row, StatementContext context) throws SQLException {
        long id = row.getLong("id");
        @Nullable String uri = row.getString("uri");
        return new Formula(
                id,
                new Owner(row.getLong("organization_id"), row.getLong("account_id"), row.getLong("user_id")),
                row.getString("name"),
                Optional.ofNullable(row.getString("description")),
                row.getBoolean("active"),
                row.getString("engine"),
                row.getBoolean("single_threaded"),
                row.getBoolean("debug_logging"),
                uri == null ? Optional.empty() : Optional.of(new ApiAddress(uri, row.getString("method"))),
                StoredJson.object(row.getString("members")),
                version(row.getLong("version_id"), id, row.getString("document")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /** A version that may be remembered. */
    Optional<FormulaVersion> remembered(long version) {
        return Optional.ofNullable(versions.getIfPresent(version));
    }

    FormulaVersion version(long version, long formula, String document) {
        return versions.get(version, id -> FormulaVersion.stored(id, formula, document));
    }
}
