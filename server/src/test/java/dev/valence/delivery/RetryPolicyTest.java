package dev.valence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:30:00Z");
    private final Random random = new Random(7);

    @Test
    void theStandardScheduleIsTheOneThatIsDocumented() {
        assertThat(RetryPolicy.STANDARD.delays())
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofHours(4),
                        Duration.ofHours(12),
                        Duration.ofHours(24),
                        Duration.ofHours(34));
    }

    @Test
    void theOthersArePowers() {
        assertThat(RetryPolicy.CLOUD_ELEMENTS.delays()).hasSize(9);
        assertThat(RetryPolicy.CLOUD_ELEMENTS.delays().getFirst()).isEqualTo(Duration.ofSeconds(4));
        assertThat(RetryPolicy.CLOUD_ELEMENTS.delays().getLast()).isEqualTo(Duration.ofSeconds(262_144));
        assertThat(RetryPolicy.OPEN_CONNECTORS.delays())
                .containsExactly(
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(64),
                        Duration.ofSeconds(512),
                        Duration.ofSeconds(4_096),
                        Duration.ofSeconds(32_768));
    }

    @Test
    void delaysVaryByATenthAndNoMore() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            seconds.add(RetryPolicy.STANDARD.delayAfter(3, random).orElseThrow().toSeconds());
        }
        assertThat(seconds).allMatch(delay -> delay >= 108 && delay <= 132);
        assertThat(seconds).anyMatch(delay -> delay < 115).anyMatch(delay -> delay > 125);
    }

    @Test
    void afterTheLastDelayADeliveryIsDead() {
        assertThat(RetryPolicy.STANDARD.delayAfter(9, random)).isPresent();
        assertThat(RetryPolicy.STANDARD.delayAfter(10, random)).isEmpty();
        assertThat(verdict(replied(500, Optional.empty()), 9, RetryPolicy.STANDARD))
                .isInstanceOfSatisfying(
                        Verdict.Dead.class,
                        dead -> assertThat(dead.deactivates()).isFalse());
        assertThat(verdict(replied(500, Optional.empty()), 9, RetryPolicy.CLOUD_ELEMENTS))
                .isInstanceOfSatisfying(
                        Verdict.Dead.class,
                        dead -> assertThat(dead.deactivates()).isTrue());
    }

    @Test
    void goneStopsAtOnce() {
        assertThat(verdict(replied(410, Optional.empty()), 0, RetryPolicy.STANDARD))
                .isInstanceOfSatisfying(
                        Verdict.Dead.class,
                        dead -> assertThat(dead.deactivates()).isTrue());
    }

    @Test
    void aLongerRetryAfterIsHonouredAndAShorterIsNot() {
        assertThat(dueIn(replied(503, Optional.of(Duration.ofMinutes(10))))).isEqualTo(Duration.ofMinutes(10));
        assertThat(dueIn(replied(429, Optional.of(Duration.ofSeconds(1)))))
                .isBetween(Duration.ofMillis(4_500), Duration.ofMillis(5_500));
        assertThat(dueIn(replied(503, Optional.of(Duration.ofDays(400)))))
                .as("a day at most")
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void onlyTwoHundredsAreDelivered() {
        assertThat(verdict(replied(204, Optional.empty()), 0, RetryPolicy.STANDARD))
                .isInstanceOf(Verdict.Delivered.class);
        assertThat(verdict(replied(302, Optional.empty()), 0, RetryPolicy.STANDARD))
                .isInstanceOf(Verdict.Retry.class);
        assertThat(verdict(new Answer.Failed("no connection"), 0, RetryPolicy.STANDARD))
                .isInstanceOf(Verdict.Retry.class);
    }

    private Duration dueIn(Answer answer) {
        return Duration.between(NOW, ((Verdict.Retry) verdict(answer, 0, RetryPolicy.STANDARD)).dueAt());
    }

    private Verdict verdict(Answer answer, int failures, RetryPolicy policy) {
        return Verdict.of(answer, failures, policy, NOW, random);
    }

    private static Answer replied(int status, Optional<Duration> wish) {
        return new Answer.Replied(status, wish, "");
    }
}
