package dev.valence.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What an answer means for its delivery. */
sealed interface Verdict {
    /** The application has it. */
    record Delivered() implements Verdict {}

    /** It is to be tried again. */
    record Retry(Instant dueAt) implements Verdict {}

    /**
     * It is given up.
     *
     * @param reason for people
     * @param deactivates whether nothing more is to be sent to this endpoint until somebody says so
     */
    record Dead(String reason, boolean deactivates) implements Verdict {}

    /** The most of a receiver's wish that is granted. */
    Duration LONGEST_WISH = Duration.ofHours(24);

    /**
     * Judges an answer.
     *
     * @param failures attempts that had failed before this one
     */
    static Verdict of(Answer answer, int failures, RetryPolicy policy, Instant now, RandomGenerator random) {
        if (answer instanceof Answer.Replied(int status, Optional<Duration> wish, String text)) {
            if (status >= 200 && status < 300) {
                return new Delivered();
            }
            if (status == 410) {
                return new Dead("The receiver answered 410 Gone", true);
            }
            return afterFailure("the last answer was " + status, wish, failures, policy, now, random);
        }
        String reason = ((Answer.Failed) answer).reason();
        return afterFailure(reason, Optional.empty(), failures, policy, now, random);
    }

    private static Verdict afterFailure(
            String reason,
            Optional<Duration> wish,
            int failures,
            RetryPolicy policy,
            Instant now,
            RandomGenerator random) {
        Optional<Duration> delay = policy.delayAfter(failures + 1, random);
        if (delay.isEmpty()) {
            return new Dead(
                    "The schedule " + policy.wire() + " has ended after " + (failures + 1) + " attempts; " + reason,
                    policy.deactivates());
        }
        Duration wanted = wish.map(time -> time.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : time)
                .orElse(Duration.ZERO);
        return new Retry(now.plus(delay.get().compareTo(wanted) < 0 ? wanted : delay.get()));
    }
}
