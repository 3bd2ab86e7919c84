package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.Formulas;
import dev.valence.http.Json;
import dev.valence.script.ScriptLimits;
import dev.valence.script.Scripts;
import dev.valence.store.ChangeNotices;
import dev.valence.store.Database;
import dev.valence.store.DatabaseSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The execution package as one server process has it, with a database pool and change notices of its own. */
final class Node implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Scripts SCRIPTS = new Scripts(2, 4, new ScriptLimits(LIMIT, LIMIT, LIMIT, 64, 4 << 20));
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Enough for every boundary of a formula at the same time. */
    private static final Room USUAL = new Room(32, 4);

    static final int MOST_STEPS = 2_000;

    private final Database database;
    final ChangeNotices notices;
    final FormulaInstances instances;
    final ExecutionRows rows;
    final ExecutionJournal journal;
    final Executions executions;
    final Subjects subjects;
    final Formulas formulas;
    final ExecutionHistory history;
    final Reruns reruns;
    private final Lanes lanes;

    /**
     * How many executions run at the same time.
     *
     * @param places for all of them
     * @param parallel of one formula instance
     */
    record Room(int places, int parallel) {}

    Node(Jdbi jdbi, StepWork outside, int mostSteps, ValueMemory memory) {
        this(jdbi, outside, mostSteps, memory, 0);
    }

    /** @param mostFailures in a row, after which an instance is switched off; 0: never */
    Node(Jdbi jdbi, StepWork outside, int mostSteps, ValueMemory memory, int mostFailures) {
        this(jdbi, outside, mostSteps, memory, mostFailures, USUAL);
    }

    /** A process that runs as many executions at the same time as a test says. */
    Node(Jdbi jdbi, StepWork outside, Room room) {
        this(jdbi, outside, MOST_STEPS, roomy(), 0, room);
    }

    private Node(Jdbi jdbi, StepWork outside, int mostSteps, ValueMemory memory, int mostFailures, Room room) {
        this(
                jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL)),
                jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getUserName)),
                outside,
                mostSteps,
                memory,
                mostFailures,
                room);
    }

    /** Memory for the values of all that a test runs at the same time. */
    static ValueMemory roomy() {
        return new ValueMemory(256L << 20, 8, Duration.ofSeconds(5));
    }

    /**
     * A process on a database.
     *
     * @param outside the steps that reach outside
     * @param mostSteps of one execution
     */
    Node(String url, String user, StepWork outside, int mostSteps) {
        this(url, user, outside, mostSteps, roomy(), 0, USUAL);
    }

    private Node(
            String url, String user, StepWork outside, int mostSteps, ValueMemory memory, int mostFailures, Room room) {
        Clock clock = Clock.systemUTC();
        database = new Database(new DatabaseSettings(
                Path.of("unused"), Optional.of(url), Optional.empty(), Optional.of(user), Optional.of("unused"), 8));
        notices = new ChangeNotices(database);
        formulas = new Formulas(database.jdbi(), notices, clock);
        instances = new FormulaInstances(database.jdbi(), notices, mostFailures);
        LaneRows leases = new LaneRows(database.jdbi(), clock);
        rows = new ExecutionRows(database.jdbi(), clock);
        Waiters waiters = new Waiters();
        NoticeRows told = new NoticeRows(database.jdbi(), clock);
        journal = new ExecutionJournal(
                database.jdbi(),
                leases,
                notices,
                new ExecutionWriter(new InstanceHealth(instances, told, clock), told, clock),
                waiters);
        subjects = new Subjects(instances, formulas, notices);
        DryRuns dryRuns = new DryRuns(database.jdbi(), subjects);
        List<StepWork> works =
                List.of(new ScriptWork(SCRIPTS, subjects), new LoopWork(), new RestartWork(clock), outside);
        Runner runner = new Runner(
                journal,
                rows,
                formulas,
                subjects,
                waiters,
                dryRuns,
                new Performer(journal, dryRuns, works),
                memory,
                clock,
                mostSteps);
        lanes = new Lanes(leases, rows, runner, journal, notices, room.places(), room.parallel());
        lanes.start();
        executions = new Executions(journal, rows, waiters, subjects, clock);
        history = new ExecutionHistory(database.jdbi());
        reruns = new Reruns(database.jdbi(), journal, rows, formulas, subjects, clock);
    }

    /** Starts a run and waits for its end. */
    Ended run(FormulaInstance instance, String args) throws InterruptedException {
        return await(start(instance, args));
    }

    Execution start(FormulaInstance instance, String args) {
        ObjectNode trigger = Json.MAPPER.createObjectNode().put("type", "manual");
        trigger.set("args", Fixture.json(args));
        return executions.start(NewExecution.of(instance, trigger, Optional.empty(), 0, Instant.now()));
    }

    /** Runs an execution again from one of its steps; {@code wish} is the body that callers send. */
    Execution rerun(Execution origin, String wish) {
        return reruns.start(
                history.require(Fixture.caller(), origin.id()),
                RerunWish.read(wish.getBytes(StandardCharsets.UTF_8)),
                0);
    }

    Ended await(Execution execution) throws InterruptedException {
        return executions
                .await(execution, PATIENCE)
                .orElseThrow(() -> new AssertionError("Execution " + execution.id() + " did not end"));
    }

    @Override
    public void close() {
        try {
            lanes.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.close();
        notices.close();
        database.close();
    }
}
