package dev.valence.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.TestDatabase;
import dev.valence.http.BadRequest;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What is recorded of calls, how it is found again, and what is left out when there are too many. */
class CallLogTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Calls.Viewer ACCOUNT = new Calls.Viewer(3, Optional.empty());

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final Jdbi jdbi = TestDatabase.create();
    private final CallLog log = log(100);
    private final Calls calls = new Calls(jdbi);

    @Test
    void aCallIsKeptWithItsStepsAndRequests() {
        record(call(7, 200));

        Calls.Item item = list(Map.of()).items().getFirst();
        assertThat(item.instanceId()).isEqualTo(7);
        assertThat(item.path()).isEqualTo("/elements/api-v2/channels?access_token=********&pageSize=2");
        assertThat(item.durationMs()).isEqualTo(12.345);
        assertThat(item.vendorStatus()).contains(204);
        ObjectNode detail = calls.find(ACCOUNT, item.id()).orElseThrow();
        assertThat(detail.path("steps").path(1).path("name").asText()).isEqualTo("send");
        assertThat(detail.path("steps").path(1).path("startMs").asDouble()).isEqualTo(0.5);
        assertThat(detail.path("vendorRequests").path(0).path("url").asText())
                .isEqualTo("https://api.example/v1/rooms?max=2");
        assertThat(detail.has("request")).isFalse();
    }

    @Test
    void aTracedCallKeepsHeadersAndBodiesWithoutSecrets() {
        record(traced());

        ObjectNode detail =
                calls.find(ACCOUNT, list(Map.of()).items().getFirst().id()).orElseThrow();
        assertThat(detail.path("request").path("headers").path("Authorization").asText())
                .isEqualTo("********");
        assertThat(detail.path("vendorRequests").path(0).path("body").asText())
                .isEqualTo("{\"password\":\"********\"}");
        assertThat(detail.path("vendorRequests").path(0).path("responseBody").asText())
                .isEqualTo("the token ******** is too old");
        assertThat(detail.path("response").path("bodyCut").asBoolean()).isTrue();
        assertThat(detail.toString()).doesNotContain("s3cret");
    }

    @Test
    void theListIsNarrowedByEverythingThatIsGiven() {
        record(call(7, 200), call(8, 404), call(7, 503));

        assertThat(statuses(Map.of("status", "4xx"))).containsExactly(404);
        assertThat(statuses(Map.of("status", "503"))).containsExactly(503);
        assertThat(statuses(Map.of("status", "ok"))).containsExactly(200);
        assertThat(statuses(Map.of("status", "error"))).containsExactlyInAnyOrder(404, 503);
        assertThat(statuses(Map.of("instance", "8"))).containsExactly(404);
        assertThat(statuses(Map.of("method", "get", "instance", "7"))).hasSize(2);
        assertThat(statuses(Map.of("method", "POST"))).isEmpty();
        assertThat(statuses(Map.of("path", "CHANNELS?"))).hasSize(3);
        assertThat(statuses(Map.of("text", "api.example/V1"))).hasSize(3);
        assertThat(statuses(Map.of("text", "'; drop table activity"))).isEmpty();
        assertThat(statuses(Map.of("requestId", id(8, 404)))).containsExactly(404);
        assertThat(statuses(Map.of("requestId", "x"))).isEmpty();
        assertThat(statuses(Map.of("from", "2026-03-01T12:00:01Z"))).isEmpty();
        assertThat(statuses(Map.of("to", "2026-03-01T13:00:00+01:00"))).isEmpty();
        for (Map<String, String> wrong : List.of(
                Map.of("status", "6xx"), Map.of("instance", "x"), Map.of("from", "noon"), Map.of("text", "\u0000"))) {
            assertThatThrownBy(() -> statuses(wrong)).isInstanceOf(BadRequest.class);
        }
    }

    @Test
    void onlyCallsOfOnesOwnAreSeen() {
        record(call(7, 200));
        long id = list(Map.of()).items().getFirst().id();

        for (Calls.Viewer stranger :
                List.of(new Calls.Viewer(4, Optional.empty()), new Calls.Viewer(3, Optional.of(6L)))) {
            assertThat(calls.list(stranger, filter(Map.of()), Optional.empty(), 10)
                            .items())
                    .isEmpty();
            assertThat(calls.find(stranger, id)).isEmpty();
            assertThat(calls.after(stranger, filter(Map.of()), 0, 10)).isEmpty();
        }
        assertThat(calls.find(new Calls.Viewer(3, Optional.of(5L)), id)).isPresent();
    }

    @Test
    void pagesJoinedAreTheWholeListThoughCallsKeepComing() {
        for (int i = 0; i < 7; i++) {
            record(call(i, 200));
            now.updateAndGet(time -> time.plusMillis(i(3)));
        }
        List<Long> seen = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Calls.Page page = calls.list(
                    ACCOUNT,
                    filter(Map.of()),
                    next.filter(text -> !text.isEmpty()).map(CallCursor::decode),
                    3);
            page.items().forEach(item -> seen.add(item.instanceId()));
            next = page.next();
            record(call(99, 200));
        }
        assertThat(seen).containsExactly(6L, 5L, 4L, 3L, 2L, 1L, 0L);
    }

    private static long i(long millis) {
        return millis;
    }

    @Test
    void ofTooManyThoseThatFailedAreKeptAndTheRestIsCounted() {
        CallLog narrow = log(10);
        for (int i = 0; i < 50; i++) {
            narrow.offer(() -> call(7, 200), false, 0);
        }
        narrow.offer(() -> call(7, 500), true, 0);
        now.updateAndGet(time -> time.plusSeconds(11));
        for (int i = 0; i < 10; i++) {
            narrow.flush();
        }

        Calls.Page page = list(Map.of());
        assertThat(page.items()).hasSizeBetween(5, 11);
        assertThat(page.items()).extracting(Calls.Item::status).contains(500);
        assertThat(page.dropped()).contains(51L - page.items().size());
    }

    @Test
    void nothingIsRecordedWhenItIsSwitchedOff() {
        CallLog off = log(0);
        off.offer(() -> call(7, 200), true, 0);
        off.flush();

        assertThat(list(Map.of()).items()).isEmpty();
    }

    @Test
    void daysThatAreTooOldAreDroppedAndTheOthersStay() {
        record(call(7, 200));
        now.updateAndGet(time -> time.plus(Duration.ofDays(3)));
        log(100);
        record(call(8, 200));
        assertThat(list(Map.of()).items()).hasSize(2);

        now.updateAndGet(time -> time.plus(Duration.ofDays(5)));
        log(100);

        assertThat(list(Map.of()).items()).extracting(Calls.Item::instanceId).containsExactly(8L);
    }

    private CallLog log(int perSecond) {
        return new CallLog(jdbi, clock, perSecond, Duration.ofDays(7));
    }

    private void record(Call... some) {
        for (Call call : some) {
            log.offer(() -> call, false, 0);
        }
        log.flush();
    }

    private Calls.Page list(Map<String, String> query) {
        return calls.list(ACCOUNT, filter(query), Optional.empty(), 100);
    }

    private List<Integer> statuses(Map<String, String> query) {
        return list(query).items().stream().map(Calls.Item::status).toList();
    }

    private static CallFilter filter(Map<String, String> query) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        query.forEach((name, value) -> lists.put(name, List.of(value)));
        return CallFilter.of(lists);
    }

    private static String id(long instance, int status) {
        return "%08x%016x".formatted(NOON.getEpochSecond(), instance * 1000 + status);
    }

    private Call call(long instance, int status) {
        return call(instance, status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Call traced() {
        List<Map.Entry<String, String>> secrets = List.of(Map.entry("Authorization", "Bearer s3cret-of-the-provider"));
        return call(
                7,
                401,
                Optional.of(new Message(
                        List.of(Map.entry("Authorization", "User s3cret, Element s3cret-too")), Optional.empty(), 0)),
                Optional.of(new Message(List.of(), Optional.of(Buffer.buffer("{\"a\":\"b")), 20_000)),
                Optional.of(new Message(secrets, Optional.of(Buffer.buffer("{\"password\":\"s3cret\"}")), 21)),
                Optional.of(new Message(
                        List.of(Map.entry("content-type", "text/plain")),
                        Optional.of(Buffer.buffer("the token s3cret-of-the-provider is too old")),
                        43)));
    }

    private Call call(
            long instance,
            int status,
            Optional<Message> request,
            Optional<Message> reply,
            Optional<Message> sent,
            Optional<Message> received) {
        return new Call(
                now.get(),
                2,
                3,
                5,
                instance,
                "example",
                "GET",
                "/elements/api-v2/channels?access_token=s3cret&pageSize=2",
                status,
                12_345,
                id(instance, status),
                List.of(new Call.Step("credentials", 0, 500), new Call.Step("send", 500, 11_000)),
                List.of(new Call.VendorRequest(
                        "GET", "https://api.example/v1/rooms?max=2", Optional.of(204), 510, 10_000, sent, received)),
                Optional.empty(),
                Optional.empty(),
                request.isPresent(),
                request,
                reply);
    }
}
