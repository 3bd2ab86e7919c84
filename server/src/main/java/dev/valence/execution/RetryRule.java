package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Which answers a request step takes for a success, and how often and when it tries again after another.
 *
 * @param attempts more tries after the first
 * @param delay before each of them, unless the answer asks for more
 * @param codes what is worth another try; empty: everything that is not acceptable
 */
record RetryRule(StatusCodes acceptable, int attempts, Duration delay, Optional<StatusCodes> codes) {
    private static final int USUAL_ATTEMPTS = 3;
    private static final int MOST_ATTEMPTS = 20;
    private static final long USUAL_DELAY = 1_000;
    private static final Duration MOST_DELAY = Duration.ofHours(1);

    /**
     * The rule that a step's properties say.
     *
     * @throws BadRequest naming the property that cannot be understood
     */
    static RetryRule of(StepCall call) {
        boolean retries = call.text("retry").strip().equalsIgnoreCase("true");
        long attempts = number(call, "retryAttempts", USUAL_ATTEMPTS);
        long delay = number(call, "retryDelay", USUAL_DELAY);
        return new RetryRule(
                codes(call, "acceptableStatusCodes").orElse(StatusCodes.SUCCESS),
                retries ? (int) Math.min(attempts, MOST_ATTEMPTS) : 0,
                Duration.ofMillis(Math.min(delay, MOST_DELAY.toMillis())),
                codes(call, "retryStatusCodes"));
    }

    /** What a try came to that was answered with a status that is not acceptable. */
    StepResult refused(StepCall call, int status, Optional<Duration> retryAfter, ObjectNode value, String error) {
        boolean worth = codes.map(chosen -> chosen.contain(status)).orElse(true);
        return worth ? again(call, retryAfter, value, error) : new StepResult.Failed(value, error);
    }

    /** What a try came to that had no answer. */
    StepResult unanswered(StepCall call, ObjectNode value, String error) {
        return again(call, Optional.empty(), value, error);
    }

    private StepResult again(StepCall call, Optional<Duration> retryAfter, ObjectNode value, String error) {
        if (call.attempt() >= attempts) {
            return new StepResult.Failed(value, attempts == 0 ? error : error + "; tried " + (attempts + 1) + " times");
        }
        Duration asked = retryAfter.filter(wait -> wait.compareTo(delay) > 0).orElse(delay);
        return new StepResult.Again(value, error, asked.compareTo(MOST_DELAY) > 0 ? MOST_DELAY : asked);
    }

    private static Optional<StatusCodes> codes(StepCall call, String property) {
        String text = call.text(property);
        if (text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(StatusCodes.parse(text)
                .orElseThrow(() -> new BadRequest("The property " + property
                        + " has to be status codes and ranges like 200-205,208, not '" + text + "'")));
    }

    private static long number(StepCall call, String property, long usual) {
        String text = call.text(property).strip();
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("\\d{1,12}")) {
            throw new BadRequest("The property " + property + " has to be a whole number, not '" + text + "'");
        }
        return Long.parseLong(text);
    }
}
