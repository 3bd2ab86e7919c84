package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Ends the execution and has the whole of it tried again, with the same input, after e<sup>x</sup> minutes. */
@Singleton
final class RestartWork implements StepWork {
    private static final int MOST = 7;

    private final Clock clock;

    RestartWork(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.RETRY_FORMULA_EXECUTION);
    }

    @Override
    public StepResult perform(StepCall call) {
        String text = call.text("retryAttempts").strip();
        if (!text.matches("\\d{1,9}")) {
            throw new BadRequest("The property retryAttempts has to be a whole number from 1 to 7, not '" + text + "'");
        }
        int attempts = Math.min(MOST, Integer.parseInt(text));
        int tried = call.execution().attempt();
        if (tried >= attempts) {
            return StepResult.Failed.because("The execution was tried again " + tried
                    + (tried == 1 ? " time" : " times") + ", which is as often as retryAttempts allows");
        }
        Duration delay = delay(tried + 1);
        ObjectNode value = Json.MAPPER
                .createObjectNode()
                .put(
                        "error",
                        "Formula instance execution scheduled for retry at approximately "
                                + clock.instant()
                                        .plus(delay)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .atOffset(ZoneOffset.UTC));
        return new StepResult.Restart(value, delay);
    }

    /** 3, 7, 20, 55, 148, 403 and 1097 minutes. */
    static Duration delay(int attempt) {
        return Duration.ofMinutes(Math.round(Math.exp(attempt)));
    }
}
