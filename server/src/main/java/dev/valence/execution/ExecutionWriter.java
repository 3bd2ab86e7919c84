package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The journal's statements: many rows each, all in the caller's transaction. */
@Singleton
final class ExecutionWriter {
    private final InstanceHealth health;
    private final NoticeRows notices;
    private final Clock clock;

    ExecutionWriter(InstanceHealth health, NoticeRows notices, Clock clock) {
        this.health = health;
        this.notices = notices;
        this.clock = clock;
    }

    /** Locks the work of these executions; answers which are not over. */
    static Set<Long> lockWork(Handle handle, Collection<Long> executions) {
        return new HashSet<>(handle.createQuery("select execution_id from execution_work where execution_id = any(:ids)"
                        + " order by execution_id for update")
                .bindArray("ids", Long.class, List.copyOf(executions))
                .mapTo(Long.class)
                .list());
    }

    /**
     * Writes executions, each with its first step, the trigger.
     *
     * @param asWork whether somebody has to be found who runs them; not so for those that a step runs
     */
    List<Execution> insert(Handle handle, List<NewExecution> fresh, boolean asWork) {
        // What PostgreSQL keeps, so that the key in memory equals the one in the table.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<@Nullable String> configurations = new ArrayList<>();
        List<@Nullable String> objects = new ArrayList<>();
        List<@Nullable Long> parents = new ArrayList<>();
        for (NewExecution execution : fresh) {
            configurations.add(
                    execution.configuration().map(ObjectNode::toString).orElse(null));
            objects.add(execution.objectId().orElse(null));
            parents.add(execution.parentId().orElse(null));
        }
        List<Long> ids = handle.createQuery("""
                        with given as materialized (
                            select nextval('execution_id') as id, g.* from unnest(:organizations, :accounts, :formulas, :instances,
                                :versions, :triggers, :configurations, :objects, :attempts, :depths, :parents, :due)
                                with ordinality g (organization, account, formula, instance, version, trigger, configuration,
                                    object, attempt, depth, parent, due, place)),
                        executions as (
                            insert into execution (id, created_at, updated_at, organization_id, account_id, formula_id,
                                formula_instance_id, version_id, status, trigger, configuration, object_id, attempt, depth,
                                parent_id)
                            select id, :now, :now, organization, account, formula, instance, version, 'pending', trigger::json,
                                configuration::json, object, attempt, depth, parent from given),
                        steps as (
                            insert into step_execution (execution_id, created_at, sequence, step_name, status, value, started_at,
                                ended_at)
                            select id, :now, 0, 'trigger', 'success', trigger::json, :now, :now from given),
                        work as (
                            insert into execution_work (execution_id, created_at, formula_instance_id, due_at)
                            select id, :now, instance, due from given where :asWork)
                        select id from given order by place""")
                .bind("now", ExecutionRows.at(now))
                .bind("asWork", asWork)
                .bindArray("organizations", Long.class, column(fresh, NewExecution::organizationId))
                .bindArray("accounts", Long.class, column(fresh, NewExecution::accountId))
                .bindArray("formulas", Long.class, column(fresh, NewExecution::formulaId))
                .bindArray("instances", Long.class, column(fresh, NewExecution::formulaInstanceId))
                .bindArray("versions", Long.class, column(fresh, NewExecution::versionId))
                .bindArray(
                        "triggers",
                        String.class,
                        column(fresh, execution -> execution.trigger().toString()))
                .bindArray("configurations", String.class, configurations)
                .bindArray("objects", String.class, objects)
                .bindArray("attempts", Integer.class, column(fresh, NewExecution::attempt))
                .bindArray("depths", Integer.class, column(fresh, NewExecution::depth))
                .bindArray("parents", Long.class, parents)
                .bindArray("due", OffsetDateTime.class, column(fresh, one -> ExecutionRows.at(one.dueAt())))
                .mapTo(Long.class)
                .list();
        List<Execution> executions = new ArrayList<>(fresh.size());
        for (int i = 0; i < fresh.size(); i++) {
            executions.add(fresh.get(i).as(ids.get(i), now));
        }
        RerunRows.write(handle, executions);
        return executions;
    }

    /**
     * Writes executions that are not to run, because they start themselves, each with its trigger as the step that failed. It is
     * told once an hour for each instance at most.
     */
    List<Execution> refuse(Handle handle, List<NewExecution> fresh, String error) {
        List<Execution> executions = insert(handle, fresh, false);
        List<Row> steps = new ArrayList<>();
        List<Over> over = new ArrayList<>();
        for (Execution execution : executions) {
            ObjectNode value = execution.trigger() instanceof ObjectNode trigger
                    ? trigger.deepCopy()
                    : Json.MAPPER.createObjectNode();
            value.put("error", error);
            Instant at = execution.createdAt();
            steps.add(new Row(execution, new StepRecord(0, "trigger", StepStatus.FAILED, value, at, at)));
            over.add(new Over(
                    execution,
                    true,
                    new Ended(ExecutionStatus.FAILED, value, Optional.of("trigger"), Optional.of(error))));
        }
        insertSteps(handle, steps);
        conclude(handle, over);
        health.refused(handle, executions, error);
        return executions;
    }

    /** Begins the run of a sub-formula; the step that runs it knows its id from now on. */
    Execution descend(Handle handle, Entry.Descended entry) {
        Execution child = insert(handle, List.of(entry.child()), false).getFirst();
        StepRecord record = entry.record();
        RerunRows.under(handle, child, record.sequence());
        ObjectNode value = Json.MAPPER.createObjectNode().put("executionId", child.id());
        insertSteps(
                handle,
                List.of(new Row(
                        entry.of().execution(),
                        new StepRecord(
                                record.sequence(),
                                record.stepName(),
                                StepStatus.PENDING,
                                value,
                                record.startedAt(),
                                record.endedAt()))));
        return child;
    }

    /** The run of a sub-formula follows on another one: the step above runs that, and is next looked at when it is due. */
    private void restartBelow(Handle handle, Entry.Restarted entry) {
        Execution next = insert(handle, List.of(entry.next()), false).getFirst();
        RerunRows.under(handle, next, entry.of().execution());
        handle.createUpdate("update step_execution set value = json_build_object('executionId', :next)"
                        + " where execution_id = :parent and status = 'pending'")
                .bind("next", next.id())
                .bind("parent", entry.of().execution().parentId().orElseThrow())
                .execute();
        postpone(handle, new Entry.Postponed(entry.of(), entry.next().dueAt(), 0));
    }

    /** Writes what became of steps and executions. */
    void write(Handle handle, List<Entry.Progress> entries) {
        List<Row> steps = new ArrayList<>();
        List<Over> over = new ArrayList<>();
        List<Long> tried = new ArrayList<>();
        for (Entry.Progress entry : entries) {
            switch (entry) {
                case Entry.Stepped stepped -> {
                    if (stepped.endsTries()) {
                        tried.add(stepped.of().rootId());
                    }
                    steps.add(new Row(stepped.of().execution(), stepped.record()));
                    notices.mails(handle, stepped.of().execution(), stepped.mails());
                    stepped.ended().ifPresent(ended -> over.add(Over.of(stepped.of(), ended)));
                }
                case Entry.Restarted restarted -> {
                    if (!restarted.of().isRoot()) {
                        restartBelow(handle, restarted);
                    }
                    steps.add(new Row(restarted.of().execution(), restarted.record()));
                    over.add(Over.of(
                            restarted.of(),
                            new Ended(
                                    ExecutionStatus.RETRY,
                                    restarted.record().value(),
                                    Optional.empty(),
                                    Optional.empty())));
                }
                case Entry.Postponed postponed -> postpone(handle, postponed);
                case Entry.Descended descended -> {
                    // Written when its turn came, because the id of the child is the answer.
                }
            }
        }
        insertSteps(handle, steps);
        endTries(handle, tried);
        end(handle, over);
    }

    private static void endTries(Handle handle, List<Long> roots) {
        if (!roots.isEmpty()) {
            handle.createUpdate("update execution_work set step_attempts = 0 where execution_id = any(:roots)")
                    .bindArray("roots", Long.class, roots)
                    .execute();
        }
    }

    private record Row(Execution execution, StepRecord record) {}

    /** A step that was pending has its row already. */
    private static void insertSteps(Handle handle, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<@Nullable OffsetDateTime> ends = new ArrayList<>();
        for (Row row : rows) {
            ends.add(row.record.status() == StepStatus.PENDING ? null : ExecutionRows.at(row.record.endedAt()));
        }
        handle.createUpdate("""
                        insert into step_execution (execution_id, created_at, sequence, step_name, status, value, started_at,
                            ended_at)
                        select s.execution, s.created, s.sequence, s.name, s.status, s.value::json, s.started, s.ended
                        from unnest(:executions, :created, :sequences, :names, :statuses, :values, :started, :ended)
                            s (execution, created, sequence, name, status, value, started, ended)
                        on conflict (execution_id, sequence, created_at) do update
                            set status = excluded.status, value = excluded.value, ended_at = excluded.ended_at""")
                .bindArray("executions", Long.class, column(rows, row -> row.execution.id()))
                .bindArray(
                        "created",
                        OffsetDateTime.class,
                        column(rows, row -> ExecutionRows.at(row.execution.createdAt())))
                .bindArray("sequences", Integer.class, column(rows, row -> row.record.sequence()))
                .bindArray("names", String.class, column(rows, row -> row.record.stepName()))
                .bindArray(
                        "statuses",
                        String.class,
                        column(rows, row -> row.record.status().wireName()))
                .bindArray("values", String.class, column(rows, row -> text(row.record)))
                .bindArray(
                        "started", OffsetDateTime.class, column(rows, row -> ExecutionRows.at(row.record.startedAt())))
                .bindArray("ended", OffsetDateTime.class, ends)
                .execute();
    }

    private static String text(StepRecord record) {
        return record.value().isMissingNode() ? "null" : record.value().toString();
    }

    private void end(Handle handle, List<Over> over) {
        if (over.isEmpty()) {
            return;
        }
        conclude(handle, over);
        List<Over> roots = over.stream().filter(Over::isRoot).toList();
        // A try tells nobody, and says nothing of how the instance does.
        List<Over> real =
                roots.stream().filter(one -> !one.execution().isDryRun()).toList();
        health.ended(handle, real);
    }

    /** Writes how executions ended; there is nothing to be done for them any more. */
    private void conclude(Handle handle, List<Over> over) {
        List<@Nullable String> failedSteps = new ArrayList<>();
        List<@Nullable String> errors = new ArrayList<>();
        for (Over one : over) {
            failedSteps.add(one.ended().failedStep().orElse(null));
            errors.add(one.ended().error().orElse(null));
        }
        handle.createUpdate("""
                        with work as (delete from execution_work where execution_id = any(:ids))
                        update execution e set status = o.status, failed_step = o.step, error = o.error, updated_at = :now
                        from unnest(:ids, :created, :statuses, :steps, :errors) o (id, created, status, step, error)
                        where e.id = o.id and e.created_at = o.created""")
                .bind("now", OffsetDateTime.now(clock))
                .bindArray(
                        "ids", Long.class, column(over, one -> one.execution().id()))
                .bindArray(
                        "created",
                        OffsetDateTime.class,
                        column(over, one -> ExecutionRows.at(one.execution().createdAt())))
                .bindArray(
                        "statuses",
                        String.class,
                        column(over, one -> one.ended().status().wireName()))
                .bindArray("steps", String.class, failedSteps)
                .bindArray("errors", String.class, errors)
                .execute();
    }

    /** Holds the formula instances whose executions end, as {@link InstanceHealth#hold}. */
    void holdEnding(Handle handle, List<Entry> entries) {
        Set<Long> ending = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Stepped stepped && stepped.ended().isPresent()) {
                ending.add(stepped.of().execution().formulaInstanceId());
            }
        }
        health.hold(handle, ending);
    }

    private static void postpone(Handle handle, Entry.Postponed entry) {
        handle.createUpdate(
                        "update execution_work set due_at = :due, step_attempts = :attempts where execution_id = :id")
                .bind("due", ExecutionRows.at(entry.dueAt()))
                .bind("attempts", entry.stepAttempts())
                .bind("id", entry.of().rootId())
                .execute();
    }

    private static <T, R> List<R> column(List<T> rows, Function<T, R> value) {
        List<R> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }
}
