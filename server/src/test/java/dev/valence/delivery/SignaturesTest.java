package dev.valence.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    /** The vector of the wire contract. */
    @Test
    void theElementsSignatureIsThatOfTheContract() {
        assertThat(Signatures.elements("k3y-for-tests", bytes("{\"message\":{\"events\":[]}}")))
                .isEqualTo("sha256=uVKt61Apsx+EJjYSclzJfWW9KSOwEO37boAfw+wJRZs=");
    }

    /** The vector of the specification of Standard Webhooks. */
    @Test
    void theStandardSignatureIsThatOfItsSpecification() {
        assertThat(Signatures.standard(
                        List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        bytes("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void duringARotationBothKeysSign() {
        String both = Signatures.standard(List.of("whsec_bmV3", "whsec_b2xk"), "evt_1", Instant.EPOCH, bytes("{}"));
        assertThat(both.split(" "))
                .containsExactly(
                        Signatures.standard(List.of("whsec_bmV3"), "evt_1", Instant.EPOCH, bytes("{}")),
                        Signatures.standard(List.of("whsec_b2xk"), "evt_1", Instant.EPOCH, bytes("{}")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
