package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.Formula;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaVersion;
import dev.valence.formula.Formulas;
import dev.valence.http.Conflict;
import dev.valence.http.InvalidFields;
import dev.valence.http.NotFound;
import dev.valence.store.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Runs executions again from one of their steps, by what the formula does now. Such a run begins with the steps before that one, as
 * they were recorded or edited, and goes on like an execution that was interrupted there.
 */
@Singleton
final class Reruns {
    private final Jdbi jdbi;
    private final ExecutionJournal journal;
    private final ExecutionRows rows;
    private final Formulas formulas;
    private final Subjects subjects;
    private final Clock clock;

    @Inject
    Reruns(
            Database database,
            ExecutionJournal journal,
            ExecutionRows rows,
            Formulas formulas,
            Subjects subjects,
            Clock clock) {
        this(database.jdbi(), journal, rows, formulas, subjects, clock);
    }

    Reruns(Jdbi jdbi, ExecutionJournal journal, ExecutionRows rows, Formulas formulas, Subjects subjects, Clock clock) {
        this.jdbi = jdbi;
        this.journal = journal;
        this.rows = rows;
        this.formulas = formulas;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Accepts a run of an execution from one of its steps; it is committed when this returns.
     *
     * @param depth how many executions stand above it
     * @throws InvalidFields naming what of the wish cannot be had
     * @throws Conflict when the execution is not over, or may not run for real now
     */
    Execution start(StoredExecution origin, RerunWish wish, int depth) {
        Execution before = over(origin);
        FormulaVersion version = version(before, wish.dryRun());
        return jdbi.inTransaction(handle -> {
            int from = place(handle, origin, wish, version);
            requireFewKept(from - 1);
            Map<String, Integer> edits = edits(handle, origin, wish, from);
            List<String> edited = new ArrayList<>();
            wish.trigger().ifPresent(trigger -> edited.add(Rerun.TRIGGER));
            edited.addAll(edits.keySet());
            Rerun rerun =
                    new Rerun(Optional.of(origin.id()), wish.fromStep(), Math.max(0, from - 1), edited, wish.dryRun());
            JsonNode trigger = wish.trigger()
                    .<JsonNode>map(given -> typed(given, before.trigger()))
                    .orElse(before.trigger());
            Execution accepted = accept(handle, before, version, trigger, rerun, depth);
            edits.forEach((step, sequence) ->
                    RerunRows.edit(handle, accepted, sequence, wish.steps().getOrDefault(step, trigger)));
            return accepted;
        });
    }

    /**
     * Runs once more what ran another one again, with the same input and as dry as that.
     *
     * @throws Conflict as for {@link #start}, and when the formula lost the step that it begins with
     */
    Execution again(StoredExecution rerun, int depth) {
        Execution before = over(rerun);
        Rerun wish = before.rerun().orElseThrow();
        FormulaVersion version = version(before, wish.dryRun());
        if (!wish.fromStep().equals(Rerun.TRIGGER)
                && version.step(wish.fromStep()).isEmpty()) {
            throw new Conflict("The formula has no step " + wish.fromStep() + " any more, with which execution "
                    + rerun.id() + " began");
        }
        return jdbi.inTransaction(
                handle -> accept(handle, before, version, before.trigger(), wish.again(rerun.id()), depth));
    }

    private Execution over(StoredExecution execution) {
        if (!execution.status().isOver()) {
            throw new Conflict("Execution " + execution.id() + " is not over; wait for its end, or cancel it");
        }
        return rows.find(execution.id()).orElseThrow(() -> NotFound.withId("execution", execution.id()));
    }

    /** What runs; of a formula or an instance that somebody switched off only dry. */
    private FormulaVersion version(Execution before, boolean dryRun) {
        Optional<FormulaInstance> instance = subjects.instance(before.formulaInstanceId());
        Optional<Formula> formula = formulas.find(before.formulaId());
        if (instance.isEmpty() || formula.isEmpty()) {
            throw new Conflict("Execution " + before.id() + " has no "
                    + (formula.isEmpty() ? "formula" : "formula instance") + " any more, so it cannot be run again");
        }
        if (!dryRun) {
            Executions.requireRunning(instance.get());
            if (!formula.get().active()) {
                throw new Conflict("The formula " + before.formulaId() + ", which execution " + before.id()
                        + " ran, is not active; PATCH /formulas/" + before.formulaId()
                        + " {\"active\": true} activates it");
            }
        }
        return formula.get().version();
    }

    private Execution accept(
            Handle handle, Execution before, FormulaVersion version, JsonNode trigger, Rerun rerun, int depth) {
        Instant now = clock.instant();
        NewExecution execution = new NewExecution(
                before.organizationId(),
                before.accountId(),
                before.formulaId(),
                before.formulaInstanceId(),
                version.id(),
                trigger,
                before.configuration(),
                before.objectId(),
                0,
                depth,
                Optional.empty(),
                Optional.of(rerun),
                now);
        Execution accepted = journal.accept(handle, List.of(execution)).getFirst();
        // Histories are dropped by the day, perhaps between the look at the origin and the copy.
        if (RerunRows.kept(handle, accepted) < rerun.keptSteps()) {
            throw new Conflict("The " + rerun.keptSteps() + " steps that are to be kept of execution "
                    + rerun.originId().orElse(before.id()) + " are not all stored any more; run the whole of it"
                    + " again, with fromStep " + Rerun.TRIGGER);
        }
        return accepted;
    }

    /** They are copied while the formula instance accepts nothing else. */
    private static void requireFewKept(int steps) {
        if (steps > Rerun.MOST_KEPT) {
            throw fault(
                    "fromStep",
                    "would keep " + steps + " steps, and a run can keep " + Rerun.MOST_KEPT
                            + "; choose an earlier step, or an earlier pass of it");
        }
    }

    private static int place(Handle handle, StoredExecution origin, RerunWish wish, FormulaVersion version) {
        String step = wish.fromStep();
        if (!step.equals(Rerun.TRIGGER) && version.step(step).isEmpty()) {
            throw fault(
                    "fromStep",
                    "names " + step + ", which the formula does not have"
                            + (RerunRows.place(handle, origin.id(), step, 1).isPresent() ? " any more" : ""));
        }
        OptionalInt place = RerunRows.place(handle, origin.id(), step, wish.pass());
        return place.orElseThrow(() -> wish.pass() > 1
                ? fault("pass", "is more than the times that the step " + step + " ran in execution " + origin.id())
                : fault("fromStep", "names " + step + ", to which execution " + origin.id() + " did not come"));
    }

    /**
     * Where a step ran.
     *
     * @param pass which time, from 1
     * @throws InvalidFields when it did not run so often
     */
    int placeOf(StoredExecution execution, String step, int pass) {
        return jdbi.withHandle(handle -> RerunRows.place(handle, execution.id(), step, pass))
                .orElseThrow(() -> fault(
                        "step",
                        "names " + step + ", which did not run " + pass + " times in execution " + execution.id()));
    }

    private static InvalidFields fault(String member, String fault) {
        return RerunWish.fault(Map.of(member, fault));
    }

    /** Where the values stand that are replaced. */
    private static Map<String, Integer> edits(Handle handle, StoredExecution origin, RerunWish wish, int from) {
        Map<String, Integer> places = RerunRows.lastPlaces(handle, origin.id(), from);
        Map<String, String> faults = new LinkedHashMap<>();
        Map<String, Integer> edits = new LinkedHashMap<>();
        for (String step : wish.steps().keySet().stream().sorted().toList()) {
            Integer place = places.get(step);
            if (place == null) {
                faults.put(
                        "steps." + step,
                        "did not run before " + wish.fromStep() + ", so that there is no value to replace");
            } else {
                edits.put(step, place);
            }
        }
        RerunWish.refuse(faults);
        return edits;
    }

    /** The type of a trigger says what steps find in it, and stays. */
    private static ObjectNode typed(ObjectNode trigger, JsonNode before) {
        ObjectNode typed = trigger.deepCopy();
        if (before.has("type")) {
            typed.set("type", before.get("type"));
        }
        return typed;
    }
}
