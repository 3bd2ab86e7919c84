package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.credential.OAuthToken;
import dev.valence.credential.SettableClock;
import dev.valence.http.BadRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that the caller brings. */
class ExternalTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final ExternalTokens tokens = new ExternalTokens(new SettableClock(NOW));

    @Test
    void allFourEntriesMakeAPair() {
        assertThat(tokens.in(configuration(Map.of(
                        "oauth.user.token", "a",
                        "oauth.user.refresh_token", "r",
                        "oauth.user.refresh_interval", " 3600 ",
                        "oauth.user.refresh_time", "1509494400000"))))
                .contains(new OAuthToken(
                        "a", Optional.of("r"), Instant.ofEpochMilli(1509494400000L), Optional.of(Duration.ofHours(1))));
    }

    @Test
    void anAbsentTimeIsNowAndAnAbsentIntervalTheElements() {
        assertThat(tokens.in(configuration(Map.of("oauth.user.token", "a"))))
                .contains(new OAuthToken("a", Optional.empty(), NOW, Optional.of(Duration.ofSeconds(1_209_599))));
    }

    @Test
    void anIntervalOfZeroMeansNoEnd() {
        assertThat(tokens.in(configuration(Map.of("oauth.user.token", "a", "oauth.user.refresh_interval", "0")))
                        .orElseThrow()
                        .life())
                .isEmpty();
    }

    @Test
    void withoutAnAccessTokenThereIsNone() {
        assertThat(tokens.in(configuration(Map.of("oauth.user.refresh_token", "r"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "oauth.user.refresh_interval, soon",
        "oauth.user.refresh_interval, -1",
        "oauth.user.refresh_interval, 1.5",
        "oauth.user.refresh_interval, 100000000000000",
        "oauth.user.refresh_time, 2026-03-01",
        "oauth.user.refresh_time, -1",
        "oauth.user.refresh_time, 100000000000000",
        "oauth.user.refresh_time, 99999999999999999999"
    })
    void aWrongNumberIsNamed(String key, String value) {
        assertThatThrownBy(() -> tokens.in(configuration(Map.of("oauth.user.token", "a", key, value))))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith(key + " must be a whole number");
    }

    @Test
    void whatIsStoredHoldsNoneOfThem() {
        Configuration stored = tokens.without(configuration(Map.of(
                "oauth.user.token", "a",
                "oauth.user.refresh_token", "r",
                "oauth.user.refresh_interval", "1",
                "oauth.user.refresh_time", "2",
                "kept", "k")));

        assertThat(stored.own()).isEqualTo(Map.of("kept", "k"));
    }

    private static Configuration configuration(Map<String, String> own) {
        return new Configuration(Samples.OAUTH, own);
    }
}
