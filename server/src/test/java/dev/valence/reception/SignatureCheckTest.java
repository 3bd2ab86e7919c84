package dev.valence.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.credential.SettableClock;
import dev.valence.element.Signature;
import dev.valence.element.SignatureEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_531_420_618);
    /** Webex: lower-case hex over the body alone. */
    private static final Signature PLAIN =
            new Signature("x-plain", "HmacSHA1", SignatureEncoding.HEX, "", "key", Signature.BODY, Optional.empty());
    /** Slack: version, time and body, with a window of five minutes. */
    private static final Signature TIMED = new Signature(
            "x-timed",
            "HmacSHA256",
            SignatureEncoding.HEX,
            "v0=",
            "key",
            "v0:{timestamp}:{body}",
            Optional.of(new Signature.Timestamp("x-time", Duration.ofMinutes(5))));

    private final SettableClock clock = new SettableClock(NOW);

    /** The vector of the provider's reference. */
    @Test
    void theProvidersOwnSignaturePasses() {
        String body = "{\"id\":\"w1\",\"resource\":\"messages\",\"event\":\"created\",\"data\":{\"id\":\"m1\"}}";
        String right = "2ae760aa42a1ee2120578e1cf2487ffd0bcdba55";
        assertThatCode(() -> check(PLAIN, "sandbox-secret", body, Map.of("x-plain", right)))
                .doesNotThrowAnyException();
        assertThat(refusal(PLAIN, "sandbox-secret", body + " ", Map.of("x-plain", right)))
                .isEqualTo(Refusal.SIGNATURE);
        assertThat(refusal(PLAIN, "other", body, Map.of("x-plain", right))).isEqualTo(Refusal.SIGNATURE);
        assertThat(refusal(PLAIN, "sandbox-secret", body, Map.of())).isEqualTo(Refusal.SIGNATURE);
    }

    /** The worked example of the provider's documentation on signed requests. */
    @Test
    void aSignatureWithATimeIsGoodForItsWindowOnly() {
        String secret = "8f742231b10e8888abcd99yyyzzz85a5";
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        Map<String, String> headers = Map.of(
                "x-timed",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                "x-time",
                "1531420618");
        assertThatCode(() -> check(TIMED, secret, body, headers)).doesNotThrowAnyException();
        clock.advance(Duration.ofSeconds(299));
        assertThatCode(() -> check(TIMED, secret, body, headers)).doesNotThrowAnyException();
        clock.advance(Duration.ofSeconds(2));
        assertThat(refusal(TIMED, secret, body, headers)).isEqualTo(Refusal.STALE);
        assertThat(refusal(TIMED, secret, body, Map.of("x-timed", headers.get("x-timed"), "x-time", "1531420919")))
                .as("a fresh time that was not signed")
                .isEqualTo(Refusal.SIGNATURE);
    }

    private Refusal refusal(Signature signature, String secret, String body, Map<String, String> headers) {
        return catchThrowableOfType(Refused.class, () -> check(signature, secret, body, headers))
                .refusal();
    }

    private void check(Signature signature, String secret, String body, Map<String, String> headers) {
        new SignatureCheck(signature, clock)
                .require(
                        Optional.of(secret),
                        body.getBytes(StandardCharsets.UTF_8),
                        name -> Optional.ofNullable(headers.get(name)));
    }
}
