package dev.valence.sandbox.fault;

import dev.valence.sandbox.http.Call;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults still to be served, oldest order first. */
@Singleton
public final class Faults {
    private final List<Pending> pending = new ArrayList<>();

    /** A fault and how many more calls it hits. */
    public record Pending(Fault fault, long left) {}

    public synchronized void order(Fault fault, long count) {
        pending.add(new Pending(fault, count));
    }

    /** The fault this call has to suffer, which counts as served by it. */
    public synchronized Optional<Fault> take(Call call) {
        for (int i = 0; i < pending.size(); i++) {
            Pending next = pending.get(i);
            if (next.fault().matches(call)) {
                if (next.left() > 1) {
                    pending.set(i, new Pending(next.fault(), next.left() - 1));
                } else {
                    pending.remove(i);
                }
                return Optional.of(next.fault());
            }
        }
        return Optional.empty();
    }

    public synchronized List<Pending> pending() {
        return List.copyOf(pending);
    }

    public synchronized void clear() {
        pending.clear();
    }
}
