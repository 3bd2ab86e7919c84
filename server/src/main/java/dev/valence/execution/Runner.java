package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaVersion;
import dev.valence.formula.Formulas;
import dev.valence.formula.Step;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs executions, step by step, on the calling thread. Each step's result is committed before the next begins, so that whoever
 * goes on after a crash knows all of it.
 */
@Singleton
final class Runner {
    private static final Logger LOG = Logger.getLogger(Runner.class);
    /** A shorter wait between two tries of a step is waited for in memory. */
    private static final Duration SHORT = Duration.ofSeconds(5);
    /** Sub-formulas in sub-formulas. */
    private static final int MOST_DEPTH = 10;

    private final ExecutionJournal journal;
    private final ExecutionRows rows;
    private final Formulas formulas;
    private final Subjects subjects;
    private final Waiters waiters;
    private final DryRuns dryRuns;
    private final Performer performer;
    private final ValueMemory memory;
    private final Clock clock;
    private final int mostSteps;
    private volatile boolean closing;

    @Inject
    Runner(
            ExecutionJournal journal,
            ExecutionRows rows,
            Formulas formulas,
            Subjects subjects,
            Waiters waiters,
            DryRuns dryRuns,
            Performer performer,
            ValueMemory memory,
            Clock clock,
            @ConfigProperty(name = "valence.executions.most-steps") int mostSteps) {
        this.journal = journal;
        this.rows = rows;
        this.formulas = formulas;
        this.subjects = subjects;
        this.waiters = waiters;
        this.dryRuns = dryRuns;
        this.performer = performer;
        this.memory = memory;
        this.clock = clock;
        this.mostSteps = mostSteps;
    }

    /** Ends after the step that runs. */
    void close() {
        closing = true;
        performer.close();
    }

    /** Whether the executions of a formula instance follow one another. */
    boolean runsOneByOne(long formulaInstanceId) {
        return subjects.instance(formulaInstanceId)
                .filter(instance -> instance.formula().oneByOne())
                .isPresent();
    }

    /**
     * Runs an execution to its end, or until it has to wait, was cancelled, or is another process's.
     *
     * @param claim by which this process holds its lane
     */
    void run(Work work, long claim) {
        // What runs another one again has that one's first steps already.
        boolean begun = work.fresh().map(fresh -> fresh.rerun().isPresent()).orElse(true);
        try (ValueMemory.Share share = memory.share()) {
            long expected = begun
                    ? ValueMemory.ofStored(rows.stored(work.executionId()))
                    : ValueSize.of(work.fresh().orElseThrow().trigger()).bytes();
            if (share.await(expected)) {
                run(work, claim, begun, share);
            } else {
                rows.withoutValues(work.executionId())
                        .ifPresent(execution ->
                                putBack(new Entry.Running(execution, work.executionId(), claim), work.stepAttempts()));
            }
        }
    }

    /** Has an execution go on later, from what is stored. */
    private void putBack(Entry.Running running, int stepAttempts) {
        LOG.infof(
                "Execution %d goes on later: the values of those that run take all of valence.executions.heap-percent",
                running.rootId());
        journal.write(new Entry.Postponed(running, clock.instant().plus(memory.absence()), stepAttempts));
    }

    private void run(Work work, long claim, boolean begun, ValueMemory.Share share) {
        Optional<Execution> execution = work.fresh().or(() -> rows.find(work.executionId()));
        Optional<FormulaInstance> instance = execution.flatMap(found -> subjects.instance(found.formulaInstanceId()));
        if (execution.isEmpty() || instance.isEmpty()) {
            LOG.warnf("Execution %d has no row or no formula instance any more", work.executionId());
            return;
        }
        List<StepRecord> past = begun ? rows.latest(work.executionId()) : List.of();
        Entry.Running running = new Entry.Running(execution.get(), work.executionId(), claim);
        run(running, instance.get(), past, work.stepAttempts(), share)
                .ifPresent(ended -> waiters.tell(work.executionId(), ended));
    }

    /** As {@link Run#toItsEnd}; an execution whose formula is gone fails. */
    private Optional<Ended> run(
            Entry.Running running,
            FormulaInstance instance,
            List<StepRecord> past,
            int attempts,
            ValueMemory.Share share) {
        Optional<FormulaVersion> version = formulas.version(running.execution().versionId());
        if (version.isEmpty()) {
            return withoutFormula(running, past);
        }
        try (Standing standing = standing(running.execution(), instance, past, share)) {
            DryRuns.Passes passes = dryRuns.passes(running.execution(), !past.isEmpty());
            return new Run(running, instance, version.get(), standing, passes, share).toItsEnd(attempts);
        }
    }

    private Standing standing(
            Execution execution, FormulaInstance instance, List<StepRecord> past, ValueMemory.Share share) {
        return new Standing(
                execution,
                new Context(execution.trigger(), configuration(execution, instance), information(execution, instance)),
                new ValueLimit(share, execution.trigger()),
                past,
                past.isEmpty() ? Optional.empty() : rows.firstFailure(execution.id()));
    }

    private static ObjectNode configuration(Execution execution, FormulaInstance instance) {
        return execution.configuration().orElseGet(() -> {
            ObjectNode values = Json.MAPPER.createObjectNode();
            instance.configuration().forEach(values::put);
            return values;
        });
    }

    private ObjectNode information(Execution execution, FormulaInstance instance) {
        return Json.MAPPER
                .createObjectNode()
                .put("formulaId", execution.formulaId())
                .put("formulaName", subjects.formulaName(execution.formulaId(), instance))
                .put("formulaInstanceId", instance.id())
                .put("formulaInstanceName", instance.name())
                .put("formulaExecutionId", execution.id())
                .put("formulaStartTime", execution.createdAt().toString());
    }

    private Optional<Ended> withoutFormula(Entry.Running running, List<StepRecord> past) {
        Execution execution = running.execution();
        String error = "Formula " + execution.formulaId() + " was deleted while execution " + execution.id()
                + " of it was under way, so that it cannot go on";
        Optional<StepRecord> pending = past.stream()
                .filter(record -> record.status() == StepStatus.PENDING)
                .findFirst();
        StepResult.Failed failed = pending.isEmpty() && execution.trigger() instanceof ObjectNode trigger
                ? new StepResult.Failed(trigger, error)
                : StepResult.Failed.because(error);
        StepRecord record = new StepRecord(
                pending.map(StepRecord::sequence).orElse(0),
                pending.map(StepRecord::stepName).orElse("trigger"),
                StepStatus.FAILED,
                failed.value(),
                pending.map(StepRecord::startedAt).orElse(execution.createdAt()),
                clock.instant());
        Ended ended =
                new Ended(ExecutionStatus.FAILED, record.value(), Optional.of(record.stepName()), Optional.of(error));
        Entry entry = new Entry.Stepped(running, record, Optional.of(ended));
        return journal.write(entry).lost() ? Optional.empty() : Optional.of(ended);
    }

    /** One execution under way. */
    private final class Run {
        private final Entry.Running running;
        private final Execution execution;
        private final FormulaInstance instance;
        private final FormulaVersion version;
        private final Standing standing;
        private final DryRuns.Passes passes;
        private final ValueMemory.Share share;

        /** @param share what it may keep in memory, together with the executions above and below it */
        Run(
                Entry.Running running,
                FormulaInstance instance,
                FormulaVersion version,
                Standing standing,
                DryRuns.Passes passes,
                ValueMemory.Share share) {
            this.running = running;
            this.execution = running.execution();
            this.instance = instance;
            this.version = version;
            this.standing = standing;
            this.passes = passes;
            this.share = share;
        }

        /** Goes on from where it stands; empty when it did not come to its end here. */
        Optional<Ended> toItsEnd(int earlierAttempts) {
            int attempts = earlierAttempts;
            boolean storedAttempts = earlierAttempts > 0;
            Optional<Step> next = Branches.next(version, execution, standing.last());
            if (next.isEmpty()) {
                return stepped(standing.last());
            }
            while (next.isPresent()) {
                if (closing) {
                    return Optional.empty();
                }
                if (!share.adapt()) {
                    putBack(running, attempts);
                    return Optional.empty();
                }
                Step step = next.get();
                Instant began = clock.instant();
                StepCall call = standing.call(step, attempts);
                if (call.sequence() > mostSteps) {
                    return tooLong(call);
                }
                Optional<StepResult> result = (step.type() == StepType.FORMULA
                                ? descend(call, began)
                                : performer.perform(running, call, passes, began))
                        .map(come -> standing.admit(step, come));
                if (result.isEmpty()) {
                    return Optional.empty();
                }
                if (result.get() instanceof StepResult.Again again) {
                    attempts++;
                    if (again.delay().compareTo(SHORT) > 0) {
                        journal.write(
                                new Entry.Postponed(running, clock.instant().plus(again.delay()), attempts));
                        return Optional.empty();
                    }
                    sleep(again.delay());
                    continue;
                }
                attempts = 0;
                StepRecord record = record(call, result.get(), began);
                if (result.get() instanceof StepResult.Restart restart) {
                    return restarted(record, restart);
                }
                standing.take(record, result.get());
                share.settle();
                passes.ended(record.stepName());
                next = DryRuns.ends(step, record) ? Optional.empty() : Branches.after(version, record);
                Optional<Ended> ended = next.isPresent() ? Optional.empty() : Optional.of(standing.ended());
                if (journal.write(new Entry.Stepped(
                                running, record, ended, result.get().mails(), storedAttempts))
                        .lost()) {
                    return Optional.empty();
                }
                storedAttempts = false;
                if (ended.isPresent()) {
                    return ended;
                }
            }
            return Optional.empty();
        }

        private Optional<Ended> restarted(StepRecord record, StepResult.Restart restart) {
            NewExecution next = NewExecution.again(
                    execution, execution.attempt() + 1, clock.instant().plus(restart.delay()));
            journal.write(new Entry.Restarted(running, record, next));
            // The step that runs a sub-formula waits for the outcome of its last try.
            return running.isRoot()
                    ? Optional.of(new Ended(ExecutionStatus.RETRY, record.value(), Optional.empty(), Optional.empty()))
                    : Optional.empty();
        }

        /** Runs a sub-formula on this thread, as an execution of its own that outlives the process like its parent. */
        private Optional<StepResult> descend(StepCall call, Instant began) {
            if (execution.depth() >= MOST_DEPTH) {
                return Optional.of(StepResult.Failed.because("Sub-formulas are nested more than " + MOST_DEPTH
                        + " deep; does formula " + version.formulaId() + " run itself?"));
            }
            Optional<Long> begun = standing.pending(call.sequence())
                    .map(step -> step.value().path("executionId").asLong());
            Optional<Ended> over = begun.flatMap(rows::ended);
            if (over.isPresent()) {
                return over.map(SubFormula::outcome);
            }
            Optional<Execution> child = begun.flatMap(rows::find);
            List<StepRecord> past = List.of();
            if (child.isPresent()) {
                past = rows.latest(child.get().id());
            } else {
                SubFormula sub = SubFormula.of(call, version.formulaId(), formulas);
                if (sub.problem().isPresent()) {
                    return Optional.of(StepResult.Failed.because(sub.problem().get()));
                }
                StepRecord descending = new StepRecord(
                        call.sequence(), call.step().name(), StepStatus.PENDING, Json.MAPPER.nullNode(), began, began);
                NewExecution below = sub.execution(
                        execution, configuration(execution, instance), dryRuns.under(call, passes), clock.instant());
                Written written = journal.write(new Entry.Descended(running, call.step(), descending, below));
                if (written.lost()) {
                    return Optional.empty();
                }
                child = written.accepted();
            }
            List<StepRecord> known = past;
            // Those of a run that had begun are tries of the step where it stands.
            int attempts = known.isEmpty() ? 0 : call.attempt();
            return child.flatMap(found -> run(running.below(found), instance, known, attempts, share))
                    .map(SubFormula::outcome);
        }

        private Optional<Ended> tooLong(StepCall call) {
            StepResult failed = StepResult.Failed.because("The execution has run " + mostSteps
                    + " steps, which is the most it may; do its steps go round without an end?");
            StepRecord record = record(call, failed, clock.instant());
            standing.take(record, failed);
            return stepped(record);
        }

        /** Writes that it ends with a step. */
        private Optional<Ended> stepped(StepRecord record) {
            Optional<Ended> ended = Optional.of(standing.ended());
            return journal.write(new Entry.Stepped(running, record, ended)).lost() ? Optional.empty() : ended;
        }

        private StepRecord record(StepCall call, StepResult result, Instant began) {
            StepStatus status = result instanceof StepResult.Done ? StepStatus.SUCCESS : StepStatus.FAILED;
            return new StepRecord(call.sequence(), call.step().name(), status, result.value(), began, clock.instant());
        }
    }

    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
