package dev.valence.execution;

import dev.valence.http.NotFound;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The executions that callers see, newest first: those of their formula instances, as administrator those of the account. */
@Singleton
final class ExecutionHistory {
    /** Counting further than this would cost more than it tells. */
    private static final int COUNTED = 10_000;

    private static final String COLUMNS =
            "e.id, e.created_at, e.updated_at, e.formula_id, e.formula_instance_id, e.version_id, e.status,"
                    + " e.object_id, e.attempt, e.parent_id, e.failed_step, e.error, " + RerunRows.COLUMNS;
    private static final String VISIBLE = "e.account_id = :account and (:administrator or e.formula_instance_id in"
            + " (select id from formula_instance where account_id = :account and user_id = :user))";

    private final Jdbi jdbi;

    @Inject
    ExecutionHistory(Database database) {
        this(database.jdbi());
    }

    ExecutionHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Whose executions a list has. */
    sealed interface Scope {
        /** Those of a formula instance that the caller was found to see. */
        record OfInstance(long formulaInstanceId) implements Scope {}

        /** Those of a formula, of whichever instances the caller sees. */
        record OfFormula(Caller caller, long formulaId) implements Scope {}

        /** All that the caller sees. */
        record All(Caller caller) implements Scope {}
    }

    /** One page. */
    List<StoredExecution> list(Scope scope, ExecutionFilter filter, int most) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery("select " + COLUMNS + " from execution e where " + where(scope)
                                + filter.sql() + " and e.id < :before order by e.id desc limit :most"),
                        scope,
                        filter)
                .bind("before", filter.before())
                .bind("most", most)
                .map(ExecutionHistory::execution)
                .list());
    }

    /** How many there are on all pages; empty when that is more than is worth counting. */
    OptionalInt count(Scope scope, ExecutionFilter filter) {
        int counted = jdbi.withHandle(handle -> bind(
                        handle.createQuery("select count(*) from (select 1 from execution e where " + where(scope)
                                + filter.sql() + " limit " + (COUNTED + 1) + ") counted"),
                        scope,
                        filter)
                .mapTo(Integer.class)
                .one());
        return counted > COUNTED ? OptionalInt.empty() : OptionalInt.of(counted);
    }

    /**
     * One execution.
     *
     * @throws NotFound when there is none that the caller may see
     */
    StoredExecution require(Caller caller, long id) {
        return jdbi.withHandle(handle -> bind(
                                handle.createQuery(
                                        "select " + COLUMNS + " from execution e where e.id = :id and " + VISIBLE),
                                caller)
                        .bind("id", id)
                        .map(ExecutionHistory::execution)
                        .findOne())
                .orElseThrow(() -> NotFound.withId("execution", id));
    }

    private static String where(Scope scope) {
        return switch (scope) {
            case Scope.OfInstance instance -> "e.formula_instance_id = :instance";
            case Scope.OfFormula formula -> "e.formula_id = :formula and " + VISIBLE;
            case Scope.All all -> VISIBLE;
        };
    }

    private static Query bind(Query query, Scope scope, ExecutionFilter filter) {
        filter.parameters().forEach(query::bind);
        return switch (scope) {
            case Scope.OfInstance(long instance) -> query.bind("instance", instance);
            case Scope.OfFormula(Caller caller, long formula) ->
                bind(query, caller).bind("formula", formula);
            case Scope.All(Caller caller) -> bind(query, caller);
        };
    }

    private static Query bind(Query query, Caller caller) {
        return query.bind("account", caller.accountId())
                .bind("administrator", caller.administrator())
                .bind("user", caller.userId());
    }

    private static StoredExecution execution(ResultSet row, StatementContext context) throws SQLException {
        return new StoredExecution(
                row.getLong("id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("formula_id"),
                row.getLong("formula_instance_id"),
                row.getLong("version_id"),
                ExecutionStatus.of(row.getString("status")),
                Optional.ofNullable(row.getString("object_id")),
                row.getInt("attempt"),
                Optional.ofNullable(row.getObject("parent_id", Long.class)),
                Optional.ofNullable(row.getString("failed_step")),
                Optional.ofNullable(row.getString("error")),
                RerunRows.rerun(row));
    }
}
