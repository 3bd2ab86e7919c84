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
    private long orders;

    /** A fault and how many more calls it hits; the id names this order. */
    public record Pending(long id, Fault fault, long left) {}

    public synchronized void order(Fault fault, long count) {
        pending.add(new Pending(++orders, fault, count));
    }

    /** The fault this call has to suffer, which counts as served by it. */
    public synchronized Optional<Fault> take(Call call) {
        for (int i = 0; i < pending.size(); i++) {
            Pending next = pending.get(i);
            if (next.fault().matches(call)) {
                if (next.left() > 1) {
                    pending.set(i, new Pending(next.id(), next.fault(), next.left() - 1));
                } else {
                    pending.remove(i);
                }
                return Optional.of(next.fault());
            }
        }
        return Optional.empty();
    }

    /** Whether the call is carried out, for all that is ordered now. */
    public synchronized boolean spares(Call call) {
        return pending.stream()
                .filter(next -> next.fault().matches(call))
                .findFirst()
                .map(next -> next.fault().after())
                .orElse(true);
    }

    public synchronized List<Pending> pending() {
        return List.copyOf(pending);
    }

    /** Takes an order back; whether it still waited. */
    public synchronized boolean remove(long id) {
        return pending.removeIf(waiting -> waiting.id() == id);
    }

    public synchronized void clear() {
        pending.clear();
    }
}
