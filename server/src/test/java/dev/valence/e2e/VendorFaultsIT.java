package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that refuses, breaks, hangs or asks to slow down; afterwards every instance works as before. */
class VendorFaultsIT {
    private static final Duration AT_ONCE = Duration.ofMillis(900);
    private static Api spark = Platform.API;

    @BeforeAll
    static void connect() {
        Platform.deleteAllInstances();
        spark = Platform.as(Spark.connect(Platform.API, "Faults", Spark.ADA));
        spark.get("/channels").ok();
    }

    @BeforeEach
    void calm() {
        Platform.SANDBOX.calm();
        Platform.SANDBOX.forgetCalls();
    }

    @AfterEach
    void theInstanceIsStillUsable() {
        Platform.SANDBOX.calm();
        spark.get("/channels").ok();
        JsonNode channel =
                spark.post("/channels", Map.of("title", "Still here")).ok();
        spark.delete("/channels/" + channel.path("id").textValue()).ok();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400",
        "402, 402",
        "403, 403",
        "404, 404",
        "405, 405",
        "409, 409",
        "410, 410",
        "415, 415",
        "423, 423",
        "429, 429",
        "451, 451",
        "500, 502",
        "501, 502",
        "502, 502",
        "503, 503",
        "504, 504"
    })
    void aRefusalKeepsItsStatusAndTheProvidersWords(int vendor, int ours) {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            Platform.SANDBOX.answerOnce("/rooms", vendor);
            Answer answer = switch (method) {
                case "GET" -> spark.get("/channels");
                case "POST" -> spark.post("/channels", Map.of("title", "x"));
                default -> spark.delete("/channels/x");
            };
            if (ours == 429) {
                // The provider's limiter answers with no words of its own.
                assertThat(answer.fault(429)).contains("Retry-After");
                continue;
            }
            answer.providerFault(ours);
            assertThat(answer.json().size())
                    .as("requestId, message and providerMessage only: %s", answer.text())
                    .isEqualTo(3);
            assertThat(answer.header("Retry-After")).isEmpty();
        }
        assertThat(Platform.SANDBOX.received()).as("nothing was tried twice").isEqualTo(3);
    }

    @Test
    void aShortRetryAfterIsWaitedOutOnce() {
        for (String method : new String[] {"GET", "POST"}) {
            Platform.SANDBOX.forgetCalls();
            slowDown(1, 1);
            Instant start = Instant.now();
            Answer answer =
                    method.equals("GET") ? spark.get("/channels") : spark.post("/channels", Map.of("title", "x"));
            JsonNode reply = answer.ok();
            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(950), Duration.ofSeconds(4));
            assertThat(Platform.SANDBOX.received()).isEqualTo(2);
            if (method.equals("POST")) {
                spark.delete("/channels/" + reply.path("id").textValue()).ok();
            }
        }
    }

    @Test
    void aProviderThatGoesOnAskingIsPassedOn() {
        slowDown(2, 1);
        Answer answer = spark.get("/channels");
        answer.fault(429);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(Platform.SANDBOX.received()).isEqualTo(2);
    }

    @Test
    void aLongRetryAfterIsPassedOnAtOnce() {
        slowDown(1, 30);
        Instant start = Instant.now();
        Answer answer = spark.get("/channels");
        assertThat(Duration.between(start, Instant.now())).isLessThan(AT_ONCE);
        answer.fault(429);
        assertThat(answer.header("Retry-After")).contains("30");
        assertThat(Platform.SANDBOX.received()).isEqualTo(1);
    }

    /** The shared server gives a provider three seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aProviderThatHangsIsAGatewayTimeout(String method) {
        Platform.SANDBOX.fault("/rooms", "hang", Map.of());
        Instant start = Instant.now();
        Answer answer = method.equals("GET") ? spark.get("/channels") : spark.post("/channels", Map.of("title", "x"));
        assertThat(answer.fault(504)).contains("time");
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(7));
        assertThat(answer.json().has("providerMessage")).isFalse();
        assertThat(Platform.SANDBOX.received()).as("not tried again").isEqualTo(1);
    }

    @Test
    void aHangDoesNotHoldUpOthers() throws InterruptedException {
        Platform.SANDBOX.fault("/people", "hang", Map.of("count", 40));
        Thread[] waiting = new Thread[40];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = Thread.ofVirtual().start(() -> spark.get("/accounts"));
        }
        Instant start = Instant.now();
        spark.get("/channels").ok();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        for (Thread thread : waiting) {
            thread.join(Duration.ofSeconds(20));
        }
    }

    @Test
    void aConnectionThatBreaksIsABadGateway() {
        Platform.SANDBOX.fault("/rooms", "reset", Map.of("count", 10));
        assertThat(spark.get("/channels").fault(502)).contains("provider");
        Platform.SANDBOX.calm();
        Platform.SANDBOX.forgetCalls();
        Platform.SANDBOX.fault("/rooms", "reset", Map.of());
        assertThat(spark.post("/channels", Map.of("title", "x")).fault(502)).contains("not known");
        assertThat(Platform.SANDBOX.received())
                .as("a create is never sent twice by itself")
                .isEqualTo(1);
    }

    @Test
    void aCreateWhoseAnswerIsLostIsNotRepeated() {
        for (String kind : new String[] {"reset", "truncate"}) {
            Platform.SANDBOX.fault("/rooms", kind, Map.of("after", true));
            spark.post("/channels", Map.of("title", "Lost " + kind)).fault(502);
            assertThat(spark.get("/channels").column("title"))
                    .filteredOn(title -> title.equals("Lost " + kind))
                    .hasSize(1);
        }
        spark.get("/channels")
                .ok()
                .valueStream()
                .filter(row -> row.path("title").asText().startsWith("Lost"))
                .forEach(row ->
                        spark.delete("/channels/" + row.path("id").textValue()).ok());
    }

    @Test
    void aReplyThatBreaksOffIsABadGateway() {
        for (String path : new String[] {"/channels", "/channels?fields=id", "/roles", "/accounts", "/ping"}) {
            String vendorPath = path.startsWith("/channels") ? "/rooms" : path.equals("/roles") ? "/roles" : "/people";
            Platform.SANDBOX.fault(vendorPath, "truncate", Map.of("count", 2));
            Answer answer = spark.get(path);
            if (path.equals("/ping") && answer.status() == 200) {
                // Its answer is the platform's own; the provider's status was enough.
                Platform.SANDBOX.calm();
                continue;
            }
            answer.fault(502);
            Platform.SANDBOX.calm();
        }
    }

    @Test
    void slownessIsNoFault() {
        Platform.SANDBOX.fault("/rooms", "latency", Map.of("milliseconds", 1500));
        spark.get("/channels").ok();
    }

    @Test
    void aMergeThatCannotReadDoesNotWrite() {
        JsonNode channel = spark.post("/channels", Map.of("title", "Merge")).ok();
        String path = "/channels/" + channel.path("id").textValue();
        Platform.SANDBOX.forgetCalls();
        Platform.SANDBOX.answerOnce("/rooms", 403);
        spark.patch(path, Map.of("isLocked", true)).providerFault(403);
        assertThat(Platform.SANDBOX.received()).isEqualTo(1);
        Platform.SANDBOX.fault("/rooms", "truncate", Map.of());
        spark.patch(path, Map.of("isLocked", true)).fault(502);
        assertThat(spark.get(path).ok().path("isLocked").booleanValue()).isFalse();
        spark.delete(path).ok();
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndThenPassedOn() {
        Platform.SANDBOX.fault("/rooms", "status", Map.of("status", 401));
        spark.get("/channels").ok();
        assertThat(Platform.SANDBOX.tokenCalls("refresh_token")).isEqualTo(1);
        Platform.SANDBOX.forgetCalls();
        Platform.SANDBOX.fault("/rooms", "status", Map.of("status", 401, "count", 2));
        Answer answer = spark.get("/channels");
        assertThat(answer.providerFault(401)).isNotBlank();
        assertThat(Platform.SANDBOX.tokenCalls("refresh_token")).isLessThanOrEqualTo(1);
    }

    @Test
    void aPingWithoutConsentIsUnauthorized() {
        JsonNode other = Spark.connect(Platform.API, "Revoked", Spark.BOB);
        Api bob = Platform.as(other);
        bob.get("/ping").ok();
        Platform.SANDBOX.revokeAll();
        assertThat(bob.get("/ping").fault(401)).isNotBlank();
        Platform.API.delete("/instances/" + other.path("id")).ok();
        spark = Platform.as(Spark.connect(Platform.API, "Faults", Spark.ADA));
    }

    private static void slowDown(int count, int seconds) {
        Platform.SANDBOX.fault("/rooms", "status", Map.of("status", 429, "retryAfter", seconds, "count", count));
    }
}
