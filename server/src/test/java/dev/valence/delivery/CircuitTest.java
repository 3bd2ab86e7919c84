package dev.valence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private static final Instant NOW = Instant.parse("2026-01-15T09:30:00Z");

    @Test
    void theTwentiethFailureInARowOpensItAndIsToldOnce() {
        Circuit circuit = new Circuit(0, Optional.empty());
        for (int i = 1; i < 20; i++) {
            assertThat(circuit.note(false, NOW)).isFalse();
        }
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.note(false, NOW)).isTrue();
        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.note(false, NOW)).isFalse();
    }

    @Test
    void aSuccessInBetweenStartsTheCountAgain() {
        Circuit circuit = new Circuit(19, Optional.empty());
        circuit.note(true, NOW);
        assertThat(circuit.note(false, NOW)).isFalse();
        assertThat(circuit.failures()).isEqualTo(1);
    }

    @Test
    void aProbeThatSucceedsClosesItAndOneThatFailsDoublesThePause() {
        Circuit circuit = new Circuit(20, Optional.of(NOW));
        assertThat(circuit.pause()).isEqualTo(Duration.ofSeconds(30));
        circuit.note(false, NOW);
        assertThat(circuit.pause()).isEqualTo(Duration.ofSeconds(60));
        for (int i = 0; i < 50; i++) {
            circuit.note(false, NOW);
        }
        assertThat(circuit.pause()).isEqualTo(Duration.ofMinutes(10));
        circuit.note(true, NOW);
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.failures()).isZero();
    }

    @Test
    void withNothingToProbeItClosesOnProbation() {
        Circuit circuit = new Circuit(25, Optional.of(NOW));
        circuit.rest();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.note(false, NOW)).isTrue();
    }
}
