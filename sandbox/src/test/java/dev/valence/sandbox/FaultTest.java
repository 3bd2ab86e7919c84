package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FaultTest {
    private final Browser control = Browser.anonymous();
    private Browser ada = Browser.anonymous();

    @BeforeEach
    void reset() {
        Browser.reset();
        ada = Browser.ada();
    }

    @Test
    void theNextCallsOfAPathFailAndThenRecover() {
        Browser.fault("{\"path\":\"/rooms\",\"count\":2,\"kind\":\"status\",\"status\":503,\"retryAfter\":7}");
        assertThat(ada.get("/people/me").status()).isEqualTo(200);
        Answer failed = ada.get("/rooms");
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.header("retry-after")).contains("7");
        assertThat(failed.text("/trackingId"))
                .isEqualTo(failed.header("trackingid").orElseThrow());
        assertThat(ada.get("/rooms/x").status()).isEqualTo(503);
        assertThat(ada.get("/rooms").status()).isEqualTo(200);
    }

    @Test
    void aFaultCanMeanOneTokenAndCanBeTakenBack() {
        Browser.fault("{\"token\":\"%s\",\"count\":9,\"kind\":\"status\",\"status\":429}".formatted(ada.token()));
        assertThat(Browser.bob().get("/rooms").status()).isEqualTo(200);
        assertThat(ada.get("/rooms").status()).isEqualTo(429);
        control.delete(Browser.root() + "/_sandbox/faults");
        assertThat(ada.get("/rooms").status()).isEqualTo(200);
    }

    @Test
    void aResetConnectionAndATruncatedBodyFailAtTheCaller() throws IOException {
        Browser.fault("{\"path\":\"/rooms\",\"kind\":\"reset\"}");
        assertThatThrownBy(
                        () -> ada.tryToSend(ada.request("/rooms").POST(BodyPublishers.ofString("{\"title\":\"x\"}"))))
                .isInstanceOf(IOException.class);
        Browser.fault("{\"path\":\"/rooms\",\"kind\":\"truncate\"}");
        assertThatThrownBy(() -> ada.tryToSend(ada.request("/rooms").GET())).isInstanceOf(IOException.class);
        assertThat(ada.tryToSend(ada.request("/rooms").GET()).status()).isEqualTo(200);
    }

    @Test
    void aHangingCallHasNoEffectUnlessAskedFor() {
        for (boolean after : List.of(false, true)) {
            int before = ada.get("/rooms").json().get("items").size();
            Browser.fault("{\"path\":\"/rooms\",\"kind\":\"hang\",\"after\":%s}".formatted(after));
            assertThatThrownBy(() -> ada.tryToSend(ada.request("/rooms")
                            .timeout(Duration.ofMillis(300))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"title\":\"x\"}"))))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(ada.get("/rooms").json().get("items")).hasSize(before + (after ? 1 : 0));
        }
    }

    @Test
    void theTokenEndpointCanHangAfterHavingRotated() {
        control.put(Browser.root() + "/_sandbox/settings", "{\"refreshTokenRotation\":true}");
        String refreshToken = control.post(
                        Browser.root() + "/_sandbox/tokens",
                        "{\"person\":\"bob@sandbox.example\",\"scope\":\"spark:rooms_read\"}")
                .text("/refresh_token");
        Browser.fault("{\"path\":\"/access_token\",\"kind\":\"reset\",\"after\":true}");
        assertThatThrownBy(() -> refresh(refreshToken)).hasCauseInstanceOf(IOException.class);
        assertThat(refresh(refreshToken).status()).isEqualTo(400);
        assertThat(control.get(Browser.root() + "/_sandbox/calls")
                        .json()
                        .at("/tokenCalls/refresh_token")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aFaultCanMeanOneRefreshToken() {
        String tokens = "{\"person\":\"bob@sandbox.example\",\"scope\":\"spark:rooms_read\"}";
        String struck =
                control.post(Browser.root() + "/_sandbox/tokens", tokens).text("/refresh_token");
        String spared =
                control.post(Browser.root() + "/_sandbox/tokens", tokens).text("/refresh_token");
        Browser.fault("{\"token\":\"%s\",\"kind\":\"status\",\"status\":503}".formatted(struck));
        assertThat(refresh(spared).status()).isEqualTo(200);
        assertThat(refresh(struck).status()).isEqualTo(503);
        assertThat(refresh(struck).status()).isEqualTo(200);
    }

    @Test
    void latencyDelaysTheAnswer() {
        Browser.fault("{\"path\":\"/webex/v1/people\",\"kind\":\"latency\",\"milliseconds\":400}");
        long start = System.nanoTime();
        assertThat(ada.get("/people/me").status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @Test
    void theRateLimitIsOffUntilSwitchedOnAndSaysWhenToComeBack() {
        for (int i = 0; i < 70; i++) {
            assertThat(ada.get("/people/me").status()).isEqualTo(200);
        }
        control.put(Browser.root() + "/_sandbox/settings", "{\"rateLimit\":3}");
        for (int i = 0; i < 3; i++) {
            assertThat(ada.get("/people/me").status()).isEqualTo(200);
        }
        Answer limited = ada.get("/people/me");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(Integer.parseInt(limited.header("retry-after").orElseThrow()))
                .isBetween(1, 20);
        assertThat(ada.get("/rooms").status()).isEqualTo(200);
        control.post(Browser.root() + "/_sandbox/clock", "{\"advanceSeconds\":20}");
        assertThat(ada.get("/people/me").status()).isEqualTo(200);
    }

    @Test
    void callsAreCountedWithoutTheirQueries() {
        control.delete(Browser.root() + "/_sandbox/calls");
        ada.get("/rooms?max=3");
        ada.get("/nowhere");
        Answer calls = control.get(Browser.root() + "/_sandbox/calls");
        assertThat(calls.json().get("received").asInt()).isEqualTo(2);
        assertThat(calls.text("/recent/0/path")).isEqualTo("/webex/v1/nowhere");
        assertThat(calls.json().at("/recent/0/status").asInt()).isEqualTo(404);
        assertThat(calls.text("/recent/1/path")).isEqualTo("/webex/v1/rooms");
        assertThat(calls.body()).doesNotContain("max=3").doesNotContain(ada.token());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"status\"}",
                "{\"kind\":\"status\",\"status\":\"x\"}",
                "{\"kind\":\"hang\",\"count\":0}",
                "{\"kind\":\"hang\",\"after\":1}",
                "nonsense"
            })
    void aFaultyFaultIs400(String body) {
        assertThat(control.post(Browser.root() + "/_sandbox/faults", body).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nowhere,404",
        "PATCH,/rooms,405",
        "DELETE,/people/me,405",
        "GET,/rooms/garbage,404",
        "GET,/rooms/%ff%00,404",
        "GET,/rooms?max=%ff,400",
        "GET,/messages/bm8,404"
    })
    void errorsHaveTheWebexShape(String method, String path, int status) {
        Answer answer = RawSocket.send(method, "/webex/v1" + path, ada.token());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/errors/0/description")).isEqualTo(answer.text("/message"));
        assertThat(answer.text("/trackingId")).startsWith("ROUTERGW_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rooms/%zz", "/rooms?max=%zz"})
    void aMalformedEscapeIs400(String path) {
        // The client refuses malformed escapes itself, so they go by a plain socket. Quarkus answers them without a
        // body.
        assertThat(RawSocket.send("GET", "/webex/v1" + path, ada.token()).status())
                .isEqualTo(400);
    }

    @Test
    void anotherMediaTypeAndAnEndlessBodyAreRefused() {
        Answer type = ada.send(
                ada.request("/rooms").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("title=x")));
        assertThat(type.status()).isEqualTo(415);
        Answer large = ada.post("/rooms", "{\"title\":\"" + "x".repeat(2 << 20) + "\"}");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text("/trackingId")).isNotEmpty();
    }

    @Test
    void sixtyFourCallersLoseNothing() throws Exception {
        String room = Places.room(ada, "Build Status");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = IntStream.range(0, 640)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> ada.post("/messages", "{\"roomId\":\"%s\",\"text\":\"m%d\"}".formatted(room, i))
                                    .status())
                    .toList();
            for (Future<Integer> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(200);
            }
        }
        assertThat(ada.get("/messages?max=1000&roomId=" + room).json().get("items"))
                .hasSize(130 + 640);
    }

    private Answer refresh(String refreshToken) {
        return control.form(
                "/access_token",
                Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", refreshToken,
                        "client_id", "valence-sandbox",
                        "client_secret", "sandbox-secret"));
    }
}
