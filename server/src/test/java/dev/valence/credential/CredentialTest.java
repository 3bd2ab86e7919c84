package dev.valence.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a token is fresh, and when the sweep takes it up. */
class CredentialTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "3600, 3539.999, true",
        "3600, 3540, false",
        "3600, 3601, false",
        "600, 539.999, true",
        "600, 540, false",
        "100, 89.999, true",
        "100, 90, false",
        "1, 0, true",
        "1, 0.9, false"
    })
    void theMarginIsATenthOfTheLifeAndAtMostAMinute(long life, double age, boolean fresh) {
        Credential credential = credential(Optional.of(Duration.ofSeconds(life)));

        assertThat(credential.freshAt(ISSUED.plusNanos((long) (age * 1e9)))).isEqualTo(fresh);
    }

    @Test
    void aTokenWithoutAnEndIsAlwaysFresh() {
        assertThat(credential(Optional.empty()).freshAt(ISSUED.plus(Duration.ofDays(36_500))))
                .isTrue();
    }

    @Test
    void theSweepComesBetween85And90PerCentOfTheLife() {
        OAuthToken token = token(Optional.of(Duration.ofSeconds(100_000)));

        assertThat(LongStream.range(0, 10_000)
                        .mapToObj(id -> RefreshTime.of(token, id).orElseThrow()))
                .allSatisfy(due -> assertThat(due).isBetween(ISSUED.plusSeconds(85_000), ISSUED.plusSeconds(90_000)));
    }

    @Test
    void tokensOfOneHourAreSpreadEvenly() {
        OAuthToken token = token(Optional.of(Duration.ofHours(1)));
        int[] slots = new int[10];
        LongStream.range(0, 10_000).forEach(id -> {
            long before = Duration.between(RefreshTime.of(token, id).orElseThrow(), ISSUED.plusSeconds(3240))
                    .toMillis();
            slots[(int) Math.min(9, before / 18_000)]++;
        });

        assertThat(Arrays.stream(slots).boxed()).allMatch(count -> count > 800 && count < 1200);
    }

    @Test
    void aTokenWithoutAnEndIsNeverDue() {
        assertThat(RefreshTime.of(token(Optional.empty()), 1)).isEmpty();
    }

    @Test
    void anEndBeyondTheDatabasesCalendarIsNeverDue() {
        assertThat(RefreshTime.of(token(Optional.of(Duration.ofSeconds(99_999_999_999_999L))), 1))
                .isEmpty();
    }

    private static OAuthToken token(Optional<Duration> life) {
        return new OAuthToken("a", Optional.of("r"), ISSUED, life);
    }

    private static Credential credential(Optional<Duration> life) {
        return new Credential(1, 1, token(life), CredentialState.WORKING, Optional.empty());
    }
}
