package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** What executions did step by step, for people who look at it. */
@Singleton
final class StepHistory {
    /** The longest value of a step that is shown, in bytes. */
    static final int LONGEST = 4 << 20;
    /** All values of one reply, in bytes. */
    private static final int BUDGET = 16 << 20;

    private static final String COLUMNS =
            "id, execution_id, created_at, sequence, step_name, status, started_at, ended_at,"
                    + " octet_length(value::text) as bytes, value";

    private final Jdbi jdbi;

    @Inject
    StepHistory(Database database) {
        this(database.jdbi());
    }

    StepHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A step that ran, or is about to write at a provider.
     *
     * @param executionId whose step it is
     * @param bytes of its value, as JSON text
     * @param value empty when it is too long, or was not asked for
     */
    record Item(
            long id,
            long executionId,
            int sequence,
            String name,
            StepStatus status,
            Instant startedAt,
            Optional<Instant> endedAt,
            int bytes,
            Optional<JsonNode> value) {
        boolean tooLong() {
            return bytes > LONGEST;
        }
    }

    /**
     * Steps of an execution in the order they ran; later ones come without their values when these get too many together.
     *
     * @param after the sequence of the last step of the page before
     */
    List<Item> of(StoredExecution execution, int after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select id, execution_id, sequence, step_name, status,"
                        + " started_at, ended_at, bytes, case when bytes <= :longest"
                        + " and sum(least(bytes, :longest)) over (order by sequence) <= :budget then value::text end as value"
                        + " from (select " + COLUMNS + " from step_execution where execution_id = :id"
                        + " and created_at = :created and sequence > :after order by sequence limit :most) steps"
                        + " order by sequence")
                .bind("id", execution.id())
                .bind("created", ExecutionRows.at(execution.createdAt()))
                .bind("after", after)
                .bind("most", most)
                .bind("longest", LONGEST)
                .bind("budget", BUDGET)
                .map(StepHistory::item)
                .list());
    }

    /** The latest pass of each step that ran before a place, in the order they ran, the trigger first. */
    List<Item> before(StoredExecution execution, int place) {
        return jdbi.withHandle(handle -> handle.createQuery("select id, execution_id, sequence, step_name, status,"
                        + " started_at, ended_at, bytes, case when bytes <= :longest"
                        + " and sum(least(bytes, :longest)) over (order by sequence) <= :budget then value::text end as value"
                        + " from (select distinct on (step_name) " + COLUMNS
                        + " from step_execution where execution_id = :id"
                        + " and created_at = :created and (sequence < :place or sequence = 0)"
                        + " order by step_name, sequence desc) steps order by sequence")
                .bind("id", execution.id())
                .bind("created", ExecutionRows.at(execution.createdAt()))
                .bind("place", place)
                .bind("longest", LONGEST)
                .bind("budget", BUDGET)
                .map(StepHistory::item)
                .list());
    }

    /**
     * Steps that failed; of their values the error alone.
     *
     * @param after the sequence of the last step of the page before
     */
    List<Item> errors(StoredExecution execution, int after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select id, execution_id, sequence, step_name, status,"
                        + " started_at, ended_at, 0 as bytes,"
                        + " json_build_object('error', left(value->>'error', 100000))::text as value from step_execution"
                        + " where execution_id = :id and created_at = :created and status = 'failed'"
                        + " and sequence > :after and value->>'error' is not null order by sequence limit :most")
                .bind("id", execution.id())
                .bind("created", ExecutionRows.at(execution.createdAt()))
                .bind("after", after)
                .bind("most", most)
                .map(StepHistory::item)
                .list());
    }

    /** One step, whoever owns it. */
    Optional<Item> find(long stepExecutionId) {
        return jdbi.withHandle(handle -> handle.createQuery("select id, execution_id, sequence, step_name, status,"
                        + " started_at, ended_at, bytes, case when bytes <= :longest then value::text end as value"
                        + " from (select " + COLUMNS + " from step_execution where id = :id) step")
                .bind("id", stepExecutionId)
                .bind("longest", LONGEST)
                .map(StepHistory::item)
                .findOne());
    }

    private static Item item(ResultSet row, StatementContext context) throws SQLException {
        return new Item(
                row.getLong("id"),
                row.getLong("execution_id"),
                row.getInt("sequence"),
                row.getString("step_name"),
                StepStatus.of(row.getString("status")),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getInt("bytes"),
                Optional.ofNullable(row.getString("value"))
                        .map(text -> Json.tree(text.getBytes(StandardCharsets.UTF_8), "stored value")));
    }
}
