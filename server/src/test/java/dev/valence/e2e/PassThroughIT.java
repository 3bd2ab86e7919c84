package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider says arrives as it was said, and what it says wrongly becomes a clear error. */
class PassThroughIT {
    private static final String ODD = "{\"big\":12345678901234567890123456789,\"negative\":-0,\"scaled\":1.10,"
            + "\"tiny\":1E-400,\"huge\":1e400,\"exact\":0.1000000000000000055511151231257827,"
            + "\"text\":\"\\u00e9\\ud83d\\ude00\\/\\\"\",\"empty\":{},\"none\":[],\"flag\":false,"
            + "\"unknown\":{\"deep\":[[[{\"a\":1.0}]]]}}";
    private final Api api = Platform.API;

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
    }

    @Test
    void numbersTextsAndUnknownMembersArriveUnchanged() {
        try (Vendor vendor = Vendor.answering(ODD)) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            assertThat(spark.get("/channels/1").text()).isEqualTo(ODD);
        }
        try (Vendor vendor =
                Vendor.answering("{\"before\":{\"items\":[9]},\"items\":[" + ODD + "," + ODD + "],\"x\":1}")) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            assertThat(spark.get("/channels").text()).isEqualTo("[" + ODD + "," + ODD + "]");
        }
    }

    @Test
    void numbersOfTheCallersBodyReachTheProviderUnchanged() {
        try (Vendor vendor = Vendor.answering("{}")) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            String body = "{\"text\":\"t\",\"n\":1.10,\"big\":12345678901234567890123456789,\"x\":{\"y\":[1E5,null]}}";
            send(spark, "PUT", "/channels/1", body).ok();
            assertThat(vendor.requests().getLast().body()).isEqualTo(body);
            send(spark, "POST", "/channels/1/messages", body).ok();
            assertThat(vendor.requests().getLast().body())
                    .contains("\"n\":1.10", "12345678901234567890123456789", "\"roomId\":\"1\"", "null");
            assertThat(vendor.requests().getLast().json().path("x").path("y").size())
                    .isEqualTo(2);
        }
    }

    @Test
    void aPatchReadsMergesAndWrites() {
        try (Vendor vendor = Vendor.answering("{\"id\":\"1\",\"title\":\"old\",\"creatorId\":\"c\"}")) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            spark.patch("/channels/1", Map.of("isLocked", true)).ok();
            assertThat(vendor.requests().stream().map(Vendor.Request::line))
                    .containsExactly("GET /v1/rooms/1 HTTP/1.1", "PUT /v1/rooms/1 HTTP/1.1");
            JsonNode written = vendor.requests().getLast().json();
            assertThat(written.path("title").textValue()).isEqualTo("old");
            assertThat(written.path("isLocked").booleanValue()).isTrue();
            assertThat(written.has("creatorId"))
                    .as("only what the provider wants back")
                    .isFalse();
            spark.patch("/channels/1", Map.of("title", "new")).ok();
            assertThat(vendor.requests().getLast().json().path("title").textValue())
                    .isEqualTo("new");
        }
    }

    @Test
    void nullsAreLeftOutUnlessTheInstanceWantsThem() {
        String withNulls =
                "{\"id\":\"1\",\"a\":null,\"b\":{\"c\":null,\"d\":[null,{\"e\":null,\"f\":1}]},\"g\":\"null\"}";
        try (Vendor vendor = Vendor.answering(withNulls)) {
            JsonNode instance = vendor.connect(api, Map.of());
            Api spark = Platform.as(instance);
            assertThat(spark.get("/channels/1").text())
                    .isEqualTo("{\"id\":\"1\",\"b\":{\"d\":[null,{\"f\":1}]},\"g\":\"null\"}");
            spark.patch("/instances/configuration", Map.of("filter.response.nulls", "false"))
                    .ok();
            assertThat(spark.get("/channels/1").text()).isEqualTo(withNulls);
        }
        try (Vendor vendor = Vendor.answering("{\"items\":[null," + withNulls + "]}")) {
            Api kept = Platform.as(vendor.connect(api, Map.of("filter.response.nulls", "false")));
            assertThat(kept.get("/channels").text()).isEqualTo("[null," + withNulls + "]");
        }
    }

    @Test
    void onlyTheProvidersOwnCredentialsReachIt() {
        try (Vendor vendor = Vendor.start(request -> Vendor.json("{}", "Set-Cookie: theirs=1", "X-Theirs: 1"))) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            Answer answer = spark.get("/channels/1", "Cookie", "mine=1", "X-Mine", "1");
            answer.ok();
            assertThat(answer.header("Set-Cookie")).isEmpty();
            Map<String, String> sent = vendor.requests().getFirst().headers();
            assertThat(sent)
                    .containsEntry("authorization", "Bearer a-token-of-the-vendor")
                    .containsEntry("accept", "application/json")
                    .doesNotContainKeys("cookie", "x-mine");
            assertThat(sent.toString()).doesNotContain("User ", "Organization ", "Element ");
        }
    }

    @Test
    void idsReachTheProviderAsOneSegmentOfItsPath() {
        try (Vendor vendor = Vendor.answering("{}")) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            spark.get("/channels/a%2Fb%3Fc%23d%20e%C3%A9+").ok();
            assertThat(vendor.requests().getLast().line())
                    .startsWith("GET /v1/rooms/a%2Fb%3Fc%23d%20e%C3%A9%2B HTTP/1.1");
            for (String id : List.of("%2e%2e", "%2E", "..%2F..%2Fpeople", "%00", "a%0d%0aHost:%20x")) {
                int before = vendor.requests().size();
                Answer answer = spark.get("/channels/" + id);
                if (answer.status() == 200) {
                    assertThat(vendor.requests().getLast().line()).startsWith("GET /v1/rooms/..%2F..%2Fpeople ");
                } else {
                    answer.fault(400);
                    assertThat(vendor.requests()).hasSize(before);
                }
            }
        }
    }

    @Test
    void aFormReachesTheProviderPartByPart() {
        try (Vendor vendor = Vendor.answering("{\"id\":\"1\"}")) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            byte[] content = "line\r\n--line".getBytes(StandardCharsets.US_ASCII);
            spark.send(
                            "POST",
                            "/channels/room-1/messages",
                            new Form("a;b=c, d:e.txt", content).publisher(),
                            "Content-Type",
                            Form.TYPE)
                    .ok();
            Vendor.Request sent = vendor.requests().getFirst();
            assertThat(sent.line()).isEqualTo("POST /v1/messages HTTP/1.1");
            assertThat(sent.headers().get("content-type")).startsWith("multipart/form-data");
            assertThat(sent.body())
                    .contains("name=\"roomId\"", "room-1", "name=\"text\"", "see the file")
                    .contains("name=\"files\"; filename=\"a;b=c, d:e.txt\"", "application/x-test")
                    .contains("\r\n\r\nline\r\n--line\r\n--");
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        try (Vendor target = Vendor.answering("{}");
                Vendor vendor = Vendor.start(
                        request -> Vendor.reply("302 Found", "", "Location: " + target.url() + "/rooms/1"))) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            assertThat(spark.get("/channels/1").fault(502)).contains("redirect");
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void aNextPageNeverLeadsAwayFromTheInstancesProvider() {
        try (Vendor other = Vendor.answering("{\"items\":[]}");
                Vendor vendor = Vendor.start(request -> Vendor.json(
                        "{\"items\":[{\"id\":\"1\"}]}", "Link: <" + other.url() + "/rooms?cursor=2>; rel=\"next\""))) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            Answer first = spark.get("/channels?pageSize=1");
            first.ok();
            first.nextPage().ifPresent(token -> {
                spark.get("/channels?nextPage=" + Consent.encode(token)).ok();
                assertThat(vendor.requests()).hasSize(2);
            });
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hello</html>",
                "{\"items\":[{\"id\":1},",
                "{\"items\":[1,]}",
                "{'items':[]}",
                "nonsense",
                "{\"items\":[01]}",
                "{\"items\":[]} x"
            })
    void whatIsNotJsonIsABadGateway(String body) {
        try (Vendor vendor = Vendor.answering(body)) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            spark.get("/channels").fault(502);
            spark.get("/channels/1").fault(502);
            spark.patch("/channels/1", Map.of("isLocked", true)).fault(502);
        }
    }

    @Test
    void aListWithoutRowsIsEmpty() {
        for (String body : List.of("{\"items\":[]}", "{\"items\":null}", "{}")) {
            try (Vendor vendor = Vendor.answering(body)) {
                Api spark = Platform.as(vendor.connect(api, Map.of()));
                Answer list = spark.get("/channels");
                assertThat(list.ok().isArray())
                        .as(body + " became " + list.text())
                        .isTrue();
                assertThat(list.json()).isEmpty();
            }
        }
    }

    @Test
    void aLongListPassesWholeAndOneThatBreaksOffIsNotTakenForWhole() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            rows.append(i == 0 ? "" : ",").append("{\"id\":\"").append(i).append("\",\"title\":\"Room number\"}");
        }
        try (Vendor vendor = Vendor.answering("{\"items\":[" + rows + "]}")) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            assertThat(spark.get("/channels").body()).isEqualTo(("[" + rows + "]").getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Vendor.json("{\"items\":[" + rows + "]}");
        try (Vendor vendor = Vendor.start(request -> java.util.Arrays.copyOf(whole, whole.length / 2))) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            assertThatThrownBy(() -> spark.get("/channels").ok()).isInstanceOf(UncheckedIOException.class);
        }
        api.get("/instances").ok();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 999999 No\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}",
                ""
            })
    void whatIsNotHttpIsABadGateway(String reply) {
        try (Vendor vendor = Vendor.start(request -> reply.getBytes(StandardCharsets.ISO_8859_1))) {
            Api spark = Platform.as(vendor.connect(api, Map.of()));
            spark.get("/channels/1").fault(502);
            spark.post("/channels", Map.of("title", "x")).fault(502);
        }
        api.get("/instances").ok();
    }

    private static Answer send(Api api, String method, String path, String json) {
        return api.send(method, path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }
}
