package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.StepType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartWorkTest {
    private final RestartWork work =
            new RestartWork(Clock.fixed(Instant.parse("2026-01-05T10:00:00.5Z"), ZoneOffset.UTC));

    private StepResult perform(int attempt, String attempts) {
        StepCall call = Calls.of(StepType.RETRY_FORMULA_EXECUTION, "{\"retryAttempts\": \"" + attempts + "\"}", "{}");
        return work.perform(
                new StepCall(Calls.execution(attempt), call.step(), call.context(), 1, 0, call.earlier(), false));
    }

    @Test
    void waitsLongerEveryTime() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(RestartWork::delay).map(Duration::toMinutes))
                .containsExactly(3L, 7L, 20L, 55L, 148L, 403L, 1097L);
        assertThat(perform(1, "5")).isInstanceOfSatisfying(StepResult.Restart.class, restart -> {
            assertThat(restart.delay()).isEqualTo(Duration.ofMinutes(7));
            assertThat(restart.value().path("error").textValue())
                    .isEqualTo("Formula instance execution scheduled for retry at approximately 2026-01-05T10:07Z");
        });
    }

    @Test
    void failsAfterTheLastAttemptAndAfterSevenAtMost() {
        assertThat(perform(2, "2")).isInstanceOf(StepResult.Failed.class);
        assertThat(perform(6, "9")).isInstanceOf(StepResult.Restart.class);
        assertThat(perform(7, "9").value().path("error").textValue()).contains("7 times");
    }
}
