package dev.valence.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.valence.formula.Formula;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.Formulas;
import dev.valence.http.NotFound;
import dev.valence.store.ChangeNotices;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** The formula instances that run at present, kept in memory until one of their formulas changes. */
@Singleton
final class Subjects {
    private final FormulaInstances instances;
    private final Formulas formulas;

    /** The short life covers notices that were lost on the way. */
    private final Cache<Long, FormulaInstance> current = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    private final Cache<Long, Formula> present = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(10))
            .build();

    Subjects(FormulaInstances instances, Formulas formulas, ChangeNotices notices) {
        this.instances = instances;
        this.formulas = formulas;
        notices.subscribe(Formulas.TOPIC, key -> forget(), this::forget);
    }

    private void forget() {
        current.invalidateAll();
        present.invalidateAll();
    }

    /** What a formula is at present. */
    Optional<Formula> formula(long id) {
        Formula known = present.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Formula> found = formulas.find(id);
        found.ifPresent(formula -> present.put(id, formula));
        return found;
    }

    Optional<FormulaInstance> instance(long id) {
        FormulaInstance known = current.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<FormulaInstance> found = instances.find(id);
        found.ifPresent(instance -> current.put(id, instance));
        return found;
    }

    /**
     * A formula instance that somebody wants to run.
     *
     * @param formulaId of which formula it has to be
     * @throws NotFound when there is none that the caller may see
     */
    FormulaInstance require(Caller caller, Optional<Long> formulaId, long id) {
        return instance(id)
                .filter(instance -> instance.owner().accountId() == caller.accountId()
                        && (caller.administrator() || instance.owner().userId() == caller.userId()))
                .filter(instance -> formulaId.isEmpty()
                        || formulaId.get() == instance.formula().id())
                .orElseThrow(() -> NotFound.withId("formula instance", id));
    }

    /** The name of a formula, which is the one of the instance or a sub-formula. */
    String formulaName(long formulaId, FormulaInstance instance) {
        return formulaId == instance.formula().id()
                ? instance.formula().name()
                : formulas.find(formulaId).map(Formula::name).orElse("");
    }
}
