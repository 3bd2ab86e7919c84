package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/**
 * How executions come of others: from which step, and under which. Written apart from the executions themselves, because few come of
 * others and all have to be inserted fast.
 */
final class RerunRows {
    /** What {@link #rerun} reads. */
    static final String COLUMNS = "dry_run, origin_id, from_step, kept_steps, edited_steps";

    private RerunRows() {}

    static Optional<Rerun> rerun(ResultSet row) throws SQLException {
        String fromStep = row.getString("from_step");
        if (fromStep == null) {
            return Optional.empty();
        }
        Array edited = row.getArray("edited_steps");
        return Optional.of(new Rerun(
                Optional.ofNullable(row.getObject("origin_id", Long.class)),
                fromStep,
                row.getInt("kept_steps"),
                Arrays.asList((String[]) edited.getArray()),
                row.getBoolean("dry_run")));
    }

    /** Notes what the executions run again, and gives them the steps that they keep. */
    static void write(Handle handle, List<Execution> executions) {
        for (Execution execution : executions) {
            execution.rerun().ifPresent(rerun -> write(handle, execution, rerun));
        }
    }

    private static void write(Handle handle, Execution execution, Rerun rerun) {
        handle.createUpdate("""
                        update execution set dry_run = :dry, origin_id = :origin, from_step = :from, kept_steps = :kept,
                            edited_steps = :edited
                        where id = :id and created_at = :created""")
                .bind("dry", rerun.dryRun())
                .bind("origin", rerun.originId().orElse(null))
                .bind("from", rerun.fromStep())
                .bind("kept", rerun.keptSteps())
                .bindArray("edited", String.class, rerun.editedSteps())
                .bind("id", execution.id())
                .bind("created", ExecutionRows.at(execution.createdAt()))
                .execute();
        if (rerun.keptSteps() > 0) {
            handle.createUpdate("""
                            insert into step_execution (execution_id, created_at, sequence, step_name, status, value,
                                started_at, ended_at)
                            select :id, :created, sequence, step_name, status, value, started_at, ended_at
                            from step_execution where execution_id = :origin and sequence between 1 and :kept""")
                    .bind("id", execution.id())
                    .bind("created", ExecutionRows.at(execution.createdAt()))
                    .bind("origin", rerun.originId().orElseThrow())
                    .bind("kept", rerun.keptSteps())
                    .execute();
        }
    }

    /** How many steps that it keeps an execution has, which ran nothing yet. */
    static int kept(Handle handle, Execution execution) {
        return handle.createQuery("select count(*) from step_execution where execution_id = :id"
                        + " and created_at = :created and sequence > 0")
                .bind("id", execution.id())
                .bind("created", ExecutionRows.at(execution.createdAt()))
                .mapTo(Integer.class)
                .one();
    }

    /** Gives a step that an execution keeps another value; one that had failed counts as done with it. */
    static void edit(Handle handle, Execution execution, int sequence, JsonNode value) {
        handle.createUpdate("""
                        update step_execution set value = :value::json,
                            status = case when status = 'failed' and json_typeof(value) = 'object'
                                and value->>'error' is not null then 'success' else status end
                        where execution_id = :id and created_at = :created and sequence = :sequence""")
                .bind("value", StorableValue.json(value).toString())
                .bind("id", execution.id())
                .bind("created", ExecutionRows.at(execution.createdAt()))
                .bind("sequence", sequence)
                .execute();
    }

    /** Notes which step of its parent runs a sub-formula. */
    static void under(Handle handle, Execution child, int sequence) {
        handle.createUpdate("update execution set parent_step = :step where id = :id and created_at = :created")
                .bind("step", sequence)
                .bind("id", child.id())
                .bind("created", ExecutionRows.at(child.createdAt()))
                .execute();
    }

    /** Notes that a run of a sub-formula follows on another one, under the same step. */
    static void under(Handle handle, Execution next, Execution before) {
        handle.createUpdate("update execution set parent_step = (select parent_step from execution where id = :before"
                        + " and created_at = :then) where id = :id and created_at = :created")
                .bind("before", before.id())
                .bind("then", ExecutionRows.at(before.createdAt()))
                .bind("id", next.id())
                .bind("created", ExecutionRows.at(next.createdAt()))
                .execute();
    }

    /**
     * Where a step ran.
     *
     * @param pass which time, from 1
     */
    static OptionalInt place(Handle handle, long executionId, String step, int pass) {
        return handle.createQuery("select sequence from step_execution where execution_id = :id and step_name = :step"
                        + " order by sequence limit 1 offset :before")
                .bind("id", executionId)
                .bind("step", step)
                .bind("before", pass - 1)
                .mapTo(Integer.class)
                .findOne()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** Where each of the steps ran last that ran before a place. */
    static Map<String, Integer> lastPlaces(Handle handle, long executionId, int before) {
        Map<String, Integer> places = new HashMap<>();
        handle.createQuery("select step_name, max(sequence) as sequence from step_execution"
                        + " where execution_id = :id and sequence between 1 and :last group by step_name")
                .bind("id", executionId)
                .bind("last", before - 1)
                .map((row, context) -> places.put(row.getString(1), row.getInt(2)))
                .list();
        return places;
    }

    /**
     * The runs of sub-formulas by the place of the step that runs them; for steps that an execution keeps, those of the execution
     * where they ran.
     */
    static Map<Integer, Long> children(Handle handle, long executionId) {
        Map<Integer, Long> children = new HashMap<>();
        handle.createQuery("""
                        with recursive line (id, upto) as (
                            select cast(:id as bigint), 2147483647
                            union all
                            select e.origin_id, least(line.upto, e.kept_steps) from line join execution e on e.id = line.id
                            where e.kept_steps > 0)
                        select c.parent_step, c.id from line join execution c on c.parent_id = line.id
                        where c.parent_step <= line.upto order by c.id""")
                .bind("id", executionId)
                .map((row, context) -> children.put(row.getInt(1), row.getLong(2)))
                .list();
        return children;
    }
}
