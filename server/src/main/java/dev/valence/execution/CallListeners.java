package dev.valence.execution;

import dev.valence.formula.Binding;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.FormulaInstances;
import dev.valence.formula.Formulas;
import dev.valence.hub.CallFacts;
import dev.valence.store.ChangeNotices;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The formula instances that calls of element instances start, kept in memory: every call asks, and hardly any starts something.
 * They are read again after a formula changed.
 */
@Singleton
final class CallListeners {
    /** Covers notices that were lost on the way. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final FormulaInstances instances;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong(1);
    private volatile Known known = new Known(0, Instant.EPOCH, Map.of());

    private record Listening(CallPattern pattern, FormulaInstance instance) {
        boolean hears(CallFacts call) {
            return pattern.matches(call.method(), call.path()) || pattern.matches(call.method(), call.elementPath());
        }
    }

    /** @param byInstance by the element instance's id */
    private record Known(long changes, Instant readAt, Map<Long, List<Listening>> byInstance) {
        List<FormulaInstance> hearing(CallFacts call) {
            List<Listening> all = byInstance.getOrDefault(call.connection().instanceId(), List.of());
            // Hardly any call has somebody who listens.
            return all.isEmpty()
                    ? List.of()
                    : all.stream()
                            .filter(one -> one.hears(call))
                            .map(Listening::instance)
                            .toList();
        }
    }

    CallListeners(FormulaInstances instances, ChangeNotices notices, Clock clock) {
        this.instances = instances;
        this.clock = clock;
        notices.subscribe(Formulas.TOPIC, key -> changes.incrementAndGet(), changes::incrementAndGet);
    }

    /** Whether a call may start something; never waits, so that it says yes while it does not know. */
    boolean mayHear(CallFacts call) {
        Known now = known;
        return !isFresh(now) || !now.hearing(call).isEmpty();
    }

    /** What a call starts. May read the database. */
    List<FormulaInstance> hearing(CallFacts call) {
        Known now = known;
        return (isFresh(now) ? now : read()).hearing(call);
    }

    private boolean isFresh(Known one) {
        return one.changes == changes.get() && one.readAt.plus(LIFE).isAfter(clock.instant());
    }

    private synchronized Known read() {
        if (isFresh(known)) {
            return known;
        }
        // Before the look: what changes while it is read is read once more.
        long before = changes.get();
        Instant at = clock.instant();
        Map<Long, List<Listening>> found = new HashMap<>();
        for (FormulaInstance instance : instances.startedByCalls()) {
            Binding binding = instance.binding().orElseThrow();
            found.computeIfAbsent(binding.elementInstanceId().orElseThrow(), id -> new ArrayList<>())
                    .add(new Listening(
                            CallPattern.of(
                                    binding.method().orElseThrow(),
                                    binding.api().orElseThrow()),
                            instance));
        }
        known = new Known(before, at, found);
        return known;
    }
}
