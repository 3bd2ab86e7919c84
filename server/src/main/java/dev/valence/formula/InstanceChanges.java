package dev.valence.formula;

import dev.valence.http.Conflict;
import dev.valence.http.Json;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Checks what callers want of instances against what is there, stores it, and looks again when that changed in between. */
@Singleton
class InstanceChanges {
    /** Nobody changes the same thing that often in such a short time. */
    private static final int TRIES = 10;

    private final Formulas formulas;
    private final FormulaInstances instances;
    private final InstanceCheck check;
    private final InstanceWriter writer;

    InstanceChanges(Formulas formulas, FormulaInstances instances, InstanceCheck check, InstanceWriter writer) {
        this.formulas = formulas;
        this.instances = instances;
        this.check = check;
        this.writer = writer;
    }

    FormulaInstance create(Caller caller, long formulaId, byte[] body) {
        return create(caller, formulaId, InstanceWish.read(body), false);
    }

    /** Makes the formula and the instance of a job; neither stays when the other is refused. */
    FormulaInstance create(Caller caller, JobDraft job) {
        Formula formula = formulas.create(caller, FormulaReader.read(job.formula()));
        try {
            return create(caller, formula.id(), InstanceWish.read(Json.bytes(job.instance())), true);
        } catch (RuntimeException e) {
            formulas.delete(caller, formula.id());
            throw e;
        }
    }

    private FormulaInstance create(Caller caller, long formulaId, InstanceWish wish, boolean job) {
        for (int i = 0; i < TRIES; i++) {
            Formula formula = formulas.require(caller, formulaId);
            Optional<FormulaInstance> made = writer.create(caller, formula, check.created(caller, formula, wish), job);
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw new Conflict("The formula " + formulaId + " is being changed over and over; try again");
    }

    /** Deactivates the instance of a job; one that was made for it is deleted, with its formula unless that has others. */
    void endJob(Caller caller, FormulaInstance instance) {
        if (!instance.job()) {
            change(caller, instance.id(), InstanceWish.ofActive(false), true);
            return;
        }
        writer.delete(instance);
        try {
            formulas.delete(caller, instance.formula().id());
        } catch (Conflict hasOthers) {
            // Somebody made more of it, which are no part of this job.
        }
    }

    /** As {@link InstanceCheck#changed}. */
    FormulaInstance change(Caller caller, long id, InstanceWish wish, boolean merge) {
        for (int i = 0; i < TRIES; i++) {
            FormulaInstance before = instances.require(caller, Optional.empty(), id);
            Optional<FormulaInstance> after = formulas.find(before.formula().id())
                    .flatMap(formula ->
                            writer.change(formula, before, check.changed(caller, formula, before, wish, merge)));
            if (after.isPresent()) {
                return after.get();
            }
        }
        throw new Conflict("The formula instance " + id + " is being changed over and over; try again");
    }

    void delete(FormulaInstance instance) {
        writer.delete(instance);
    }

    /** As {@link InstanceCheck#warning}. */
    Optional<String> warning(FormulaInstance instance) {
        return check.warning(instance);
    }
}
