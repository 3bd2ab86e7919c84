package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Supplier;

/** Waiting for what comes about by itself, with patience for machines that have much else to do. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    static void await(Supplier<Boolean> condition) {
        await(condition, PATIENCE);
    }

    /** As {@link #await(Supplier)}, for what takes longer by intention. */
    static void await(Supplier<Boolean> condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.get()) {
            assertThat(System.nanoTime())
                    .as("it did not come about in " + patience.toSeconds() + " s")
                    .isLessThan(deadline);
            Callback.pause(50);
        }
    }
}
