package dev.valence.execution;

import dev.valence.formula.StepType;
import dev.valence.http.ApiException;
import dev.valence.http.Json;
import dev.valence.http.Unavailable;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Performs single steps of all types but sub-formulas, for real or dry. */
@Singleton
final class Performer {
    private static final Logger LOG = Logger.getLogger(Performer.class);

    private final ExecutionJournal journal;
    private final DryRuns dryRuns;
    private final Map<StepType, StepWork> works = new EnumMap<>(StepType.class);
    private volatile boolean closing;

    @Inject
    Performer(ExecutionJournal journal, DryRuns dryRuns, @All List<StepWork> works) {
        this.journal = journal;
        this.dryRuns = dryRuns;
        works.forEach(work -> work.types().forEach(type -> this.works.put(type, work)));
    }

    /** From now on a step that the server's end disturbs is another process's. */
    void close() {
        closing = true;
    }

    /**
     * Performs a step.
     *
     * @param running whose step it is
     * @param passes of a dry run
     * @param began when this try did
     * @return empty when the execution is not this process's any more
     */
    Optional<StepResult> perform(Entry.Running running, StepCall call, DryRuns.Passes passes, Instant began) {
        StepWork work = works.get(call.step().type());
        if (work == null) {
            return Optional.of(StepResult.Failed.because(
                    "Steps of the type " + call.step().type().wire() + " cannot be run"));
        }
        try {
            if (call.execution().isDryRun()) {
                return Optional.of(dryRuns.perform(work, call, passes));
            }
            if (!call.mayHaveBeenSent() && work.changesSomething(call) && !announce(running, call, began)) {
                return Optional.empty();
            }
            return Optional.of(work.perform(call));
        } catch (Unavailable e) {
            // A server that stops ends no step: the next process goes on with it.
            return closing ? Optional.empty() : Optional.of(StepResult.Failed.because(String.valueOf(e.getMessage())));
        } catch (ApiException e) {
            return Optional.of(StepResult.Failed.because(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            long execution = call.execution().id();
            LOG.errorf(e, "Step %s of execution %d failed", call.step().name(), execution);
            return Optional.of(StepResult.Failed.because(
                    "The step failed for a reason of the platform's own; the server's log has it under execution "
                            + execution));
        }
    }

    /** Puts on record that the step may have sent something from now on; answers whether it may. */
    private boolean announce(Entry.Running running, StepCall call, Instant began) {
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
        return !journal.write(new Entry.Stepped(running, sending, Optional.empty()))
                .lost();
    }
}
