package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaVersion;
import dev.valence.formula.Formulas;
import dev.valence.formula.Step;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final ValueMemory memory;
    private final Clock clock;
    private final int mostSteps;
    private final Map<StepType, StepWork> works = new EnumMap<>(StepType.class);
    private volatile boolean closing;

    @Inject
    Runner(
            ExecutionJournal journal,
            ExecutionRows rows,
            Formulas formulas,
            Subjects subjects,
            Waiters waiters,
            DryRuns dryRuns,
            ValueMemory memory,
            Clock clock,
            @ConfigProperty(name = "valence.executions.most-steps") int mostSteps,
            @All List<StepWork> works) {
        this.journal = journal;
        this.rows = rows;
        this.formulas = formulas;
        this.subjects = subjects;
        this.waiters = waiters;
        this.dryRuns = dryRuns;
        this.memory = memory;
        this.clock = clock;
        this.mostSteps = mostSteps;
        works.forEach(work -> work.types().forEach(type -> this.works.put(type, work)));
    }

    /** Ends after the step that runs. */
    void close() {
        closing = true;
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
        try (ValueLimit values = new ValueLimit(share, running.execution().trigger())) {
            return new Run(running, instance, version.get(), past, values, share).toItsEnd(attempts);
        }
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
        private final Execution execution;
        private final FormulaInstance instance;
        private final Entry.Running running;
        private final FormulaVersion version;
        private final Context context;
        private final Map<String, StepRecord> latest = new HashMap<>();
        private final ValueLimit values;
        private final ValueMemory.Share share;
        private final DryRuns.Passes passes;
        private StepRecord last;
        /** The step that may have been under way when a process ended. */
        private Optional<StepRecord> pending = Optional.empty();

        private Optional<String> failedStep = Optional.empty();
        private Optional<String> error = Optional.empty();

        Run(
                Entry.Running running,
                FormulaInstance instance,
                FormulaVersion version,
                List<StepRecord> past,
                ValueLimit values,
                ValueMemory.Share share) {
            this.running = running;
            this.execution = running.execution();
            this.instance = instance;
            this.version = version;
            this.values = values;
            this.share = share;
            this.passes = dryRuns.passes(execution, !past.isEmpty());
            this.context = new Context(execution.trigger(), configuration(), information());
            this.last = new StepRecord(
                    0,
                    "trigger",
                    StepStatus.SUCCESS,
                    execution.trigger(),
                    execution.createdAt(),
                    execution.createdAt());
            for (StepRecord record : past) {
                if (record.status() == StepStatus.PENDING) {
                    pending = Optional.of(record);
                } else if (record.sequence() > 0) {
                    values.admit(record.stepName(), new StepResult.Done(record.value()));
                    take(record);
                }
            }
            if (!past.isEmpty()) {
                rows.firstFailure(execution.id()).ifPresent(failure -> {
                    failedStep = Optional.of(failure.stepName());
                    error = Optional.of(failure.value().path("error").asText());
                });
            }
        }

        /** Goes on from where it stands; empty when it did not come to its end here. */
        Optional<Ended> toItsEnd(int earlierAttempts) {
            int attempts = earlierAttempts;
            boolean storedAttempts = earlierAttempts > 0;
            Optional<Step> next = Branches.next(version, execution, last);
            if (next.isEmpty()) {
                return stepped(last, Optional.of(ended()));
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
                int sequence = last.sequence() + 1;
                if (sequence > mostSteps) {
                    return tooLong(step, sequence);
                }
                Instant began = clock.instant();
                StepCall call = new StepCall(
                        execution,
                        step,
                        context,
                        sequence,
                        attempts,
                        Optional.ofNullable(latest.get(step.name())),
                        mayHaveBeenSent(sequence, attempts));
                Optional<StepResult> result = (step.type() == StepType.FORMULA
                                ? descend(call, began)
                                : perform(call, began))
                        .map(come -> values.admit(step.name(), come));
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
                pending = Optional.empty();
                StepRecord record = record(step, sequence, result.get(), began);
                if (result.get() instanceof StepResult.Restart restart) {
                    journal.write(new Entry.Restarted(
                            running,
                            record,
                            NewExecution.again(
                                    execution,
                                    execution.attempt() + 1,
                                    clock.instant().plus(restart.delay()))));
                    // The step that runs a sub-formula waits for the outcome of its last try.
                    return running.isRoot()
                            ? Optional.of(new Ended(
                                    ExecutionStatus.RETRY, record.value(), Optional.empty(), Optional.empty()))
                            : Optional.empty();
                }
                note(step, result.get());
                take(record);
                share.settle();
                passes.ended(record.stepName());
                next = DryRuns.ends(step, record) ? Optional.empty() : Branches.after(version, record);
                Optional<Ended> ended = next.isPresent() ? Optional.empty() : Optional.of(ended());
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

        /** Whether this try had begun before; the one before it ended, or it would not be this one's turn. */
        private boolean mayHaveBeenSent(int sequence, int attempt) {
            return pending.filter(step -> step.sequence() == sequence)
                    .filter(step -> step.value().path("attempt").asInt() >= attempt)
                    .isPresent();
        }

        /** Performs the step; empty when the execution is not this process's any more. */
        private Optional<StepResult> perform(StepCall call, Instant began) {
            StepWork work = works.get(call.step().type());
            if (work == null) {
                return Optional.of(StepResult.Failed.because(
                        "Steps of the type " + call.step().type().wire() + " cannot be run"));
            }
            try {
                if (execution.isDryRun()) {
                    return Optional.of(dryRuns.perform(work, call, passes));
                }
                if (!call.mayHaveBeenSent() && work.changesSomething(call)) {
                    StepRecord sending = new StepRecord(
                            call.sequence(),
                            call.step().name(),
                            StepStatus.PENDING,
                            Json.MAPPER
                                    .createObjectNode()
                                    .put("idempotencyKey", call.idempotencyKey())
                                    .put("attempt", call.attempt()),
                            began,
                            began);
                    if (journal.write(new Entry.Stepped(running, sending, Optional.empty()))
                            .lost()) {
                        return Optional.empty();
                    }
                }
                return Optional.of(work.perform(call));
            } catch (dev.valence.http.Unavailable e) {
                // A server that stops ends no step: the next process goes on with it.
                return closing
                        ? Optional.empty()
                        : Optional.of(StepResult.Failed.because(String.valueOf(e.getMessage())));
            } catch (dev.valence.http.ApiException e) {
                return Optional.of(StepResult.Failed.because(String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                LOG.errorf(e, "Step %s of execution %d failed", call.step().name(), execution.id());
                return Optional.of(StepResult.Failed.because(
                        "The step failed for a reason of the platform's own; the server's log has it under execution "
                                + execution.id()));
            }
        }

        /** Runs a sub-formula on this thread, as an execution of its own that outlives the process like its parent. */
        private Optional<StepResult> descend(StepCall call, Instant began) {
            if (execution.depth() >= MOST_DEPTH) {
                return Optional.of(StepResult.Failed.because("Sub-formulas are nested more than " + MOST_DEPTH
                        + " deep; does formula " + version.formulaId() + " run itself?"));
            }
            Optional<Long> begun = pending.filter(step -> step.sequence() == call.sequence())
                    .map(step -> step.value().path("executionId").asLong());
            Optional<Ended> over = begun.flatMap(rows::ended);
            if (over.isPresent()) {
                return over.map(this::outcome);
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
                Written written = journal.write(new Entry.Descended(
                        running,
                        call.step(),
                        descending,
                        sub.execution(execution, configuration(), dryRuns.under(call, passes), clock.instant())));
                if (written.lost()) {
                    return Optional.empty();
                }
                child = written.accepted();
            }
            List<StepRecord> known = past;
            // Those of a run that had begun are tries of the step where it stands.
            int attempts = known.isEmpty() ? 0 : call.attempt();
            return child.flatMap(found -> run(running.below(found), instance, known, attempts, share))
                    .map(this::outcome);
        }

        private StepResult outcome(Ended ended) {
            if (ended.status() == ExecutionStatus.SUCCESS) {
                return new StepResult.Done(ended.value());
            }
            ObjectNode value = ended.value() instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
            return new StepResult.Failed(
                    value,
                    "The sub-formula failed"
                            + ended.failedStep()
                                    .map(step -> " at its step " + step)
                                    .orElse("")
                            + ended.error().map(text -> ": " + text).orElse(""));
        }

        private Optional<Ended> tooLong(Step step, int sequence) {
            StepResult failed = StepResult.Failed.because("The execution has run " + mostSteps
                    + " steps, which is the most it may; do its steps go round without an end?");
            note(step, failed);
            return stepped(record(step, sequence, failed, clock.instant()), Optional.of(ended()));
        }

        private Optional<Ended> stepped(StepRecord record, Optional<Ended> ended) {
            return journal.write(new Entry.Stepped(running, record, ended)).lost() ? Optional.empty() : ended;
        }

        private StepRecord record(Step step, int sequence, StepResult result, Instant began) {
            StepStatus status = result instanceof StepResult.Done ? StepStatus.SUCCESS : StepStatus.FAILED;
            return new StepRecord(sequence, step.name(), status, result.value(), began, clock.instant());
        }

        private void note(Step step, StepResult result) {
            if (result instanceof StepResult.Failed failed && failedStep.isEmpty()) {
                failedStep = Optional.of(step.name());
                error = Optional.of(failed.error());
            }
        }

        private void take(StepRecord record) {
            latest.put(record.stepName(), record);
            context.put(record.stepName(), record.value());
            if (record.sequence() > last.sequence()) {
                last = record;
            }
        }

        /** A failure counts even when its {@code onFailure} went well. */
        private Ended ended() {
            ExecutionStatus status = failedStep.isPresent() ? ExecutionStatus.FAILED : ExecutionStatus.SUCCESS;
            return new Ended(status, last.value(), failedStep, error);
        }

        private ObjectNode configuration() {
            return execution.configuration().orElseGet(() -> {
                ObjectNode values = Json.MAPPER.createObjectNode();
                instance.configuration().forEach(values::put);
                return values;
            });
        }

        private ObjectNode information() {
            JsonNode number = Json.MAPPER.getNodeFactory().numberNode(execution.id());
            ObjectNode info = Json.MAPPER
                    .createObjectNode()
                    .put("formulaId", execution.formulaId())
                    .put("formulaName", subjects.formulaName(execution.formulaId(), instance))
                    .put("formulaInstanceId", instance.id())
                    .put("formulaInstanceName", instance.name());
            info.set("formulaExecutionId", number);
            return info.put("formulaStartTime", execution.createdAt().toString());
        }

        private void sleep(Duration delay) {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
