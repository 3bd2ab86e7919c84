package dev.valence.delivery;

import dev.valence.http.BadRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When a delivery that failed is tried again. When its schedule has ended, the delivery is dead, which is a state that people
 * see and can release; it is never dropped.
 */
public enum RetryPolicy {
    /** Valence's own: quick at first, then for three days. */
    STANDARD("standard"),
    /** The schedule of the platform whose protocol this is; at its end the subscription is not active any more. */
    CLOUD_ELEMENTS("cloud-elements"),
    /** The same as its successor has it. */
    OPEN_CONNECTORS("open-connectors");

    private static final List<Duration> QUICK_THEN_SLOW = Stream.of(
                    "PT5S", "PT30S", "PT2M", "PT15M", "PT1H", "PT4H", "PT12H", "PT24H", "PT34H")
            .map(Duration::parse)
            .toList();
    private static final List<Duration> POWERS_OF_FOUR = powers(4, 9);
    private static final List<Duration> POWERS_OF_EIGHT = powers(8, 5);
    private static final double JITTER = 0.1;

    private final String wire;

    RetryPolicy(String wire) {
        this.wire = wire;
    }

    /** The policy of a name as settings and configurations write it. */
    public static Optional<RetryPolicy> named(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.wire.equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /**
     * As {@link #named}, for names that have to be right.
     *
     * @throws BadRequest naming those that there are
     */
    public static RetryPolicy require(String name) {
        return named(name)
                .orElseThrow(() -> new BadRequest("There is no retry policy '" + name + "'; it is one of "
                        + Arrays.stream(values()).map(RetryPolicy::wire).toList()));
    }

    /** The name. */
    public String wire() {
        return wire;
    }

    /** Whether the end of a schedule ends the subscription too. */
    boolean deactivates() {
        return this != STANDARD;
    }

    /** The schedule without jitter. */
    List<Duration> delays() {
        return switch (this) {
            case STANDARD -> QUICK_THEN_SLOW;
            case CLOUD_ELEMENTS -> POWERS_OF_FOUR;
            case OPEN_CONNECTORS -> POWERS_OF_EIGHT;
        };
    }

    /**
     * How long to wait before the next attempt, give or take a tenth, so that what failed together does not come back
     * together; empty at the end of the schedule.
     *
     * @param failures how many attempts have failed, from 1
     */
    Optional<Duration> delayAfter(int failures, RandomGenerator random) {
        if (failures > delays().size()) {
            return Optional.empty();
        }
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Optional.of(
                Duration.ofMillis(Math.round(delays().get(failures - 1).toMillis() * factor)));
    }

    /** From the first attempt to the last. */
    Duration span() {
        return delays().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static List<Duration> powers(int base, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(exponent -> Duration.ofSeconds(Math.round(Math.pow(base, exponent))))
                .toList();
    }
}
