package dev.valence.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWishTest {
    @Test
    void eventsAreNamedByNumbersOrTexts() {
        assertThat(read("{'eventIds': [1, '2']}")).isEqualTo(new ReplayWish.Named(List.of(1L, 2L)));
    }

    @Test
    void aFilterIsReadWhole() {
        assertThat(read("{'state': 'dead', 'from': 1768469400000, 'source': 'webhook'}"))
                .isInstanceOfSatisfying(
                        ReplayWish.Filtered.class,
                        wish -> assertThat(wish.filter().parameters()).containsOnlyKeys("state", "from", "source"));
    }

    /** Each of these once sent everything, or something else than was asked for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status': 'dead', 'from': '2026-01-15T09:30:00Z'}",
                "{'state': ['dead'], 'from': '2026-01-15T09:30:00Z'}",
                "{'state': 'dead', 'objectId': 7}",
                "{'state': null, 'source': 'test'}",
                "{'state': '', 'source': 'test'}",
                "{'source': 'x'}",
                "{'eventIds': [1], 'state': 'dead'}",
                "{'eventIds': []}",
                "{'eventIds': {'1': 1}}",
                "{'eventIds': [[1]]}",
                "{'eventIds': [1.5]}",
                "{'eventIds': 1}",
                "{}",
                "[]"
            })
    void whatIsNotUnderstoodIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(BadRequest.class);
    }

    private static ReplayWish read(String body) {
        return ReplayWish.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
