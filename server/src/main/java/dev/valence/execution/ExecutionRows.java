package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** What the runner reads of executions and their steps. */
@Singleton
final class ExecutionRows {
    private static final String EXECUTION = "e.id, e.created_at, e.organization_id, e.account_id, e.formula_id,"
            + " e.formula_instance_id, e.version_id, e.trigger::text as trigger, e.configuration::text as configuration,"
            + " e.object_id, e.attempt, e.depth, e.parent_id, " + RerunRows.COLUMNS;

    /** Stored in fewer bytes than this, what started an execution is read together with many others'. */
    private static final int SMALL = 2_000;

    private static final String STEP = "sequence, step_name, status, value::text as value, started_at, ended_at";

    private final Jdbi jdbi;
    private final Clock clock;

    @Inject
    ExecutionRows(Database database, Clock clock) {
        this(database.jdbi(), clock);
    }

    ExecutionRows(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Work of a lane that is due, the oldest first, but for what is known already. */
    List<Work> due(long formulaInstanceId, Collection<Long> known, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + EXECUTION + """
                        , w.step_attempts, not exists (select 1 from step_execution s where s.execution_id = w.execution_id
                                and s.created_at = w.created_at and s.sequence > 0)
                            and pg_column_size(e.trigger) < :small as fresh
                        from (select * from execution_work
                            where formula_instance_id = :lane and due_at <= :now and execution_id <> all(:known)
                            order by due_at, execution_id limit :most) w
                        join execution e on e.id = w.execution_id and e.created_at = w.created_at
                        order by w.due_at, w.execution_id""")
                .bind("small", SMALL)
                .bind("lane", formulaInstanceId)
                .bind("now", OffsetDateTime.now(clock))
                .bindArray("known", Long.class, List.copyOf(known))
                .bind("most", most)
                .map((row, context) -> new Work(
                        row.getLong("id"),
                        instant(row, "created_at"),
                        row.getInt("step_attempts"),
                        row.getBoolean("fresh") ? Optional.of(execution(row, context)) : Optional.empty()))
                .list());
    }

    Optional<Execution> find(long id) {
        return find(id, EXECUTION);
    }

    /** An execution as if it had been started with nothing, for those that only write what becomes of it. */
    Optional<Execution> withoutValues(long id) {
        return find(id, EXECUTION.replace("e.trigger::text", "'{}'").replace("e.configuration::text", "null"));
    }

    private Optional<Execution> find(long id, String columns) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + columns + " from execution e where e.id = :id")
                .bind("id", id)
                .map(ExecutionRows::execution)
                .findOne());
    }

    /** The bytes of JSON that {@link #latest} would read of an execution and of the runs of sub-formulas under way in it. */
    long stored(long executionId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive run (id) as (
                            select cast(:id as bigint)
                            union all
                            select e.id from execution e join run on e.parent_id = run.id and e.status = 'pending')
                        select coalesce(sum(octet_length(s.value::text)), 0) from run
                        join step_execution s on s.execution_id = run.id and s.sequence in
                            (select max(sequence) from step_execution where execution_id = run.id group by step_name)""")
                .bind("id", executionId)
                .mapTo(Long.class)
                .one());
    }

    /** How an execution ended; empty while it has not. */
    Optional<Ended> ended(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select status, failed_step, error, (select value::text from step_execution s
                            where s.execution_id = e.id order by sequence desc limit 1) as value
                        from execution e where id = :id and status <> 'pending'""")
                .bind("id", id)
                .map((row, context) -> new Ended(
                        ExecutionStatus.of(row.getString("status")),
                        json(row.getString("value")),
                        Optional.ofNullable(row.getString("failed_step")),
                        Optional.ofNullable(row.getString("error"))))
                .findOne());
    }

    /** The last record of every step that ran, in the order of these records. */
    List<StepRecord> latest(long executionId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select " + STEP + " from step_execution where execution_id = :id"
                                + " and sequence in (select max(sequence) from step_execution where execution_id = :id"
                                + " group by step_name) order by sequence")
                        .bind("id", executionId)
                        .map(ExecutionRows::step)
                        .list());
    }

    /** The first step whose failure is the execution's too. */
    Optional<StepRecord> firstFailure(long executionId) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + STEP + " from step_execution"
                        + " where execution_id = :id and status = 'failed' and value->>'error' is not null"
                        + " order by sequence limit 1")
                .bind("id", executionId)
                .map(ExecutionRows::step)
                .findOne());
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Execution execution(ResultSet row, StatementContext context) throws SQLException {
        return new Execution(
                row.getLong("id"),
                instant(row, "created_at"),
                row.getLong("organization_id"),
                row.getLong("account_id"),
                row.getLong("formula_id"),
                row.getLong("formula_instance_id"),
                row.getLong("version_id"),
                json(row.getString("trigger")),
                Optional.ofNullable(row.getString("configuration")).map(text -> (ObjectNode) json(text)),
                Optional.ofNullable(row.getString("object_id")),
                row.getInt("attempt"),
                row.getInt("depth"),
                Optional.ofNullable(row.getObject("parent_id", Long.class)),
                RerunRows.rerun(row));
    }

    private static StepRecord step(ResultSet row, StatementContext context) throws SQLException {
        Instant started = instant(row, "started_at");
        return new StepRecord(
                row.getInt("sequence"),
                row.getString("step_name"),
                StepStatus.of(row.getString("status")),
                json(row.getString("value")),
                started,
                row.getObject("ended_at") == null ? started : instant(row, "ended_at"));
    }

    private static JsonNode json(String text) {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8), "stored value");
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
