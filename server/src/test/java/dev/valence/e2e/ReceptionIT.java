package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events on their way in, by the provider's webhooks. */
class ReceptionIT {
    private static final String SECRET = "sandbox-secret";
    private static final int PAIRS = 10;

    private static Server server = Platform.SERVER;
    private final Callback callback = Callback.start();
    private final Api webex = Platform.SANDBOX.direct(Spark.ADA);

    /** Looks at the webhooks every two seconds, which is no setting for the other tests. */
    @BeforeAll
    static void start() {
        server = Server.start(
                Workspace.folder("reception").resolve("data"),
                Platform.SANDBOX,
                Map.of("VALENCE_PROVIDER_TIMEOUT", "3s", "VALENCE_EVENTS_RECONCILE_INTERVAL", "2s"));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances(server.api());
    }

    @AfterEach
    void close() {
        callback.close();
    }

    @Test
    void aMessageInTheProvidersRoomReachesTheApplication() {
        JsonNode instance = connect(Map.of());
        assertThat(registered(instance)).hasSize(PAIRS);
        assertThat(instance.path("configuration")
                        .path("event.notification.webhook.secret")
                        .asText())
                .as("shown once")
                .startsWith("whsec_");
        assertThat(server.api().get("/instances/" + instance.path("id")).ok().toString())
                .doesNotContain("whsec_");

        String room =
                webex.post("/rooms", Map.of("title", "Events")).ok().path("id").asText();
        String message = webex.post("/messages", Map.of("roomId", room, "text", "Hello"))
                .ok()
                .path("id")
                .asText();

        await(() -> callback.posts().stream().anyMatch(post -> is(post, "messages", "CREATED")));
        Callback.Post post = callback.posts().stream()
                .filter(one -> is(one, "messages", "CREATED"))
                .findFirst()
                .orElseThrow();
        assertThat(post.message().path("events").path(0).path("objectId").asText())
                .isEqualTo(message);
        assertThat(post.message().path("raw").path("data").path("id").asText()).isEqualTo(message);
        await(() -> callback.posts().stream().anyMatch(one -> is(one, "channels", "CREATED")));
        assertThat(server.api()
                        .get("/instances/" + instance.path("id") + "/events?objectType=messages")
                        .column("source"))
                .containsOnly("webhook");
    }

    @Test
    void theObjectItselfComesAlongWhenThatIsWanted() {
        connect(Map.of("event.notification.hydrate", "true", "event.objects", "messages"));
        String room = webex.post("/rooms", Map.of("title", "Hydrated"))
                .ok()
                .path("id")
                .asText();
        webex.post("/messages", Map.of("roomId", room, "text", "The whole text"))
                .ok();
        await(() -> callback.posts().stream().anyMatch(post -> is(post, "messages", "CREATED")));
        JsonNode event = callback.posts().getFirst().message().path("events").path(0);
        assertThat(event.path("newObject").path("text").asText()).isEqualTo("The whole text");
    }

    @Test
    void theApplicationsOwnObjectComesUnderItsOwnName() {
        server.api()
                .post("/accounts/objects/room/definitions", Map.of("fields", List.of(Map.of("path", "name"))))
                .ok();
        server.api()
                .post(
                        "/accounts/elements/ciscospark/transformations/room",
                        Map.of(
                                "vendorName",
                                "channels",
                                "fields",
                                List.of(Map.of("path", "name", "vendorPath", "title")),
                                "configuration",
                                List.of(Map.of(
                                        "type",
                                        "passThrough",
                                        "properties",
                                        Map.of("fromVendor", false, "toVendor", false)))))
                .ok();
        try {
            connect(Map.of("event.notification.hydrate", "true", "event.objects", "room"));
            webex.post("/rooms", Map.of("title", "Mine")).ok();
            await(() -> callback.posts().stream().anyMatch(post -> is(post, "room", "CREATED")));
            assertThat(callback.posts())
                    .allSatisfy(post -> assertThat(post.message()
                                    .path("events")
                                    .path(0)
                                    .path("objectType")
                                    .asText())
                            .isEqualTo("room"));
            assertThat(callback.posts()
                            .getFirst()
                            .message()
                            .path("events")
                            .path(0)
                            .path("newObject")
                            .toString())
                    .isEqualTo("{\"name\":\"Mine\"}");
        } finally {
            Platform.deleteAllInstances(server.api());
            server.api().delete("/accounts/elements/ciscospark/transformations");
            server.api().delete("/accounts/objects/definitions");
        }
    }

    @Test
    void anObjectThatNobodyKnowsIsRefused() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("event.objects", "messages");
        JsonNode instance = connect(configuration);
        assertThat(server.api()
                        .patch(
                                "/instances/" + instance.path("id"),
                                Map.of("configuration", Map.of("event.objects", "messages,licences")))
                        .fault(400))
                .contains("'licences'", "channels, ");
        assertThat(registered(instance)).hasSize(3);
    }

    @Test
    void webhooksGoWhenEventsAreSwitchedOffAndWhenTheInstanceGoes() {
        JsonNode instance = connect(Map.of());
        String path = "/instances/" + instance.path("id");
        assertThat(registered(instance)).hasSize(PAIRS);
        server.api()
                .patch(path, Map.of("configuration", Map.of("event.notification.enabled", "false")))
                .ok();
        assertThat(registered(instance)).isEmpty();
        server.api()
                .patch(path, Map.of("configuration", Map.of("event.notification.enabled", "true")))
                .ok();
        assertThat(registered(instance)).hasSize(PAIRS);
        server.api()
                .patch(path, Map.of("configuration", Map.of("event.objects", "messages")))
                .ok();
        assertThat(registered(instance)).hasSize(3);
        server.api().delete(path).ok();
        assertThat(registered(instance)).isEmpty();
    }

    @Test
    void aChangeThatIsRefusedLeavesTheWebhooksAsTheyWere() {
        JsonNode instance = connect(Map.of());
        String nothing = "{\"a\":{\"url\":\"/hubs/collaboration/nope\",\"idField\":\"id\"}}";
        String message = server.api()
                .patch(
                        "/instances/" + instance.path("id"),
                        Map.of(
                                "configuration",
                                Map.of("event.vendor.type", "polling", "event.poller.configuration", nothing)))
                .fault(400);
        assertThat(message).contains("cannot be polled for a");
        assertThat(registered(instance)).hasSize(PAIRS);
        webex.post("/rooms", Map.of("title", "Still told")).ok();
        await(() -> callback.posts().stream().anyMatch(post -> is(post, "channels", "CREATED")));
    }

    @Test
    void whoConsentsNextLeavesNoWebhooksOfThePersonBefore() throws Exception {
        JsonNode instance = connect(Map.of());
        assertThat(registered(instance)).hasSize(PAIRS);
        server.api()
                .put(
                        "/instances/" + instance.path("id"),
                        Spark.request("Events", Spark.code(server.api(), Spark.BOB), Map.of()))
                .ok();
        assertThat(registered(instance)).as("of the one before").isEmpty();
        Api bob = Platform.SANDBOX.direct(Spark.BOB);
        assertThat(bob.get("/webhooks")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(hook -> hook.path("name").asText().startsWith("Valence " + instance.path("id") + " ")))
                .hasSize(PAIRS);
        String body = post("m1", "2026-01-15T09:30:00.123Z");
        send(instance, body, sign(body)).fault(401);
    }

    @Test
    void anInstanceWhoseWebhooksAreRefusedIsNotMade() {
        Platform.SANDBOX.fault("/webhooks", "status", Map.of("status", 403, "count", 20));
        Map<String, Object> configuration = Spark.application();
        configuration.put("event.notification.enabled", "true");
        Answer answer = server.api()
                .post("/instances", Spark.request("Refused", Spark.code(server.api(), Spark.ADA), configuration));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(server.api().get("/instances").status()).isEqualTo(404);
    }

    @Test
    void whatIsLostAtTheProviderIsPutUpAgainAndTold() {
        JsonNode instance = connect(Map.of());
        String lost = registered(instance).getFirst().path("id").asText();
        webex.delete("/webhooks/" + lost);
        await(() -> registered(instance).size() == PAIRS
                && registered(instance).stream()
                        .noneMatch(hook -> hook.path("id").asText().equals(lost)));
        await(() -> callback.posts().stream().anyMatch(post -> is(post, "instance", "WEBHOOK_LOST")));
    }

    @Test
    void whatCannotBePutUpAgainIsToldOnce() {
        JsonNode instance = connect(Map.of());
        webex.delete("/webhooks/" + registered(instance).getFirst().path("id").asText());
        Platform.SANDBOX.fault("/webhooks", "status", Map.of("status", 403, "count", 6));
        await(() -> callback.posts().stream()
                        .filter(post -> is(post, "instance", "WEBHOOK_LOST"))
                        .count()
                == 2);
        assertThat(registered(instance)).hasSize(PAIRS);
        assertThat(callback.posts().stream()
                        .filter(post -> is(post, "instance", "WEBHOOK_LOST"))
                        .map(post -> post.message().path("raw").path("reason").asText()))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("could not be looked at or put up again"),
                        reason -> assertThat(reason).contains("they are up again"));
    }

    @Test
    void aPostThatComesTwiceIsStoredOnce() throws Exception {
        JsonNode instance = connect(Map.of());
        String body = post("m1", "2026-01-15T09:30:00.123Z");
        assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        String other = post("m2", "2026-01-15T09:30:01.000Z");
        assertThat(send(instance, other, sign(other)).status()).isEqualTo(200);
        callback.await(2);
        assertThat(server.api()
                        .get("/instances/" + instance.path("id") + "/events")
                        .column("objectId"))
                .containsExactly("m2", "m1");
        JsonNode event = callback.posts().getFirst().message().path("events").path(0);
        assertThat(event.path("date").asText()).startsWith("2026-01-15T09:30:0");
        assertThat(Api.JSON.readTree(body))
                .isIn(callback.posts().stream()
                        .map(post -> post.message().path("raw"))
                        .toList());
    }

    @Test
    void whatIsNotTheProvidersIsRefusedAndCounted() throws Exception {
        JsonNode instance = connect(Map.of());
        String body = post("m1", "2026-01-15T09:30:00.123Z");
        send(instance, body, "0".repeat(40)).fault(401);
        send(instance, body, "").fault(401);
        send(instance, body.replace("m1", "m2"), sign(body)).fault(401);
        String broken = "{\"resource\": \"messages\"";
        send(instance, broken, sign(broken)).fault(400);
        Api anybody = server.anonymous();
        anybody.post("/events/ciscospark/" + code("999999"), Map.of()).fault(404);
        anybody.post("/events/nosuch/" + code("1"), Map.of()).fault(404);
        anybody.post("/events/ciscospark/%00", Map.of()).fault(404);
        String head = "POST " + path(instance) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "X-Spark-Signature: none\r\n";
        assertThat(Wire.status(server.port(), head + "Content-Length: 8388609\r\n\r\n"))
                .isEqualTo(413);
        Wire.cutOff(server.port(), (head + "Content-Length: 500\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
        assertThat(server.api()
                        .get("/instances/" + instance.path("id") + "/events")
                        .ok())
                .isEmpty();
        await(() -> server.api()
                .get("/events/refusals")
                .column("reason")
                .containsAll(List.of("signature", "not-json", "unknown", "too-large", "truncated")));
    }

    /** Whatever length their heads announce. */
    @Test
    void connectionsThatSendNothingKeepNobodyOut() throws Exception {
        JsonNode instance = connect(Map.of());
        try (Crowd crowd = new Crowd(server.port())) {
            for (int i = 0; i < 80; i++) {
                crowd.begin("POST", path(instance), "X-Spark-Signature: none", "Content-Length: 8000000")
                        .write('{');
            }
            String body = post("m1", "2026-01-15T09:30:00.123Z");
            assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        }
    }

    /** Their length is known only when they end. */
    @Test
    void postsWithoutAnEndDoNotUseTheMemoryUp() throws Exception {
        JsonNode instance = connect(Map.of());
        byte[] chunk = ("700000\r\n" + " ".repeat(0x700000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Crowd crowd = new Crowd(server.port())) {
            for (int i = 0; i < 20; i++) {
                crowd.send(
                        crowd.begin("POST", path(instance), "X-Spark-Signature: none", "Transfer-Encoding: chunked"),
                        chunk);
            }
            await(() -> crowd.answered("HTTP/1.1 503") >= 15);
            String body = post("m1", "2026-01-15T09:30:00.123Z");
            assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        }
        assertThat(server.tail()).doesNotContain("OutOfMemoryError");
    }

    /** Who names no instance, or does not sign, is told so at once. */
    @Test
    void whoHasNoBusinessHereIsNotReadAtAll() {
        JsonNode instance = connect(Map.of());
        String rest = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n";
        assertThat(Wire.status(server.port(), "POST " + path(instance) + rest + "\r\n{"))
                .isEqualTo(401);
        assertThat(Wire.status(
                        server.port(),
                        "POST /elements/api-v2/events/ciscospark/" + code("999999") + rest
                                + "X-Spark-Signature: none\r\n\r\n{"))
                .isEqualTo(404);
        assertThat(Wire.status(
                        server.port(),
                        "POST /elements/api-v2/events/ciscospark" + rest + "Element-Instances: 1\r\n\r\n{"))
                .isEqualTo(401);
    }

    @Test
    void aClientPostsWithItsCredentialsForInstancesThatItSees() {
        JsonNode instance = connect(Map.of());
        String body = post("m9", "2026-01-15T09:30:00.123Z");
        String id = instance.path("id").asText();
        Answer taken = server.api()
                .send(
                        "POST",
                        "/events/ciscospark",
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json",
                        "Element-Instances",
                        id);
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(callback.await(1)
                        .getFirst()
                        .message()
                        .path("events")
                        .path(0)
                        .path("objectId")
                        .asText())
                .isEqualTo("m9");
        server.anonymous()
                .send("POST", "/events/ciscospark", BodyPublishers.ofString(body), "Element-Instances", id)
                .fault(401);
    }

    @Test
    void anExampleWithoutARuleIsKeptAsUnknown() throws Exception {
        JsonNode instance = connect(Map.of());
        String body = "{\"resource\":\"meetings\",\"event\":\"started\",\"data\":{\"id\":\"x1\"}}";
        assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        assertThat(callback.await(1).getFirst().eventType()).isEqualTo("UNKNOWN");
    }

    private JsonNode connect(Map<String, Object> more) {
        Map<String, Object> configuration = new LinkedHashMap<>(Map.of(
                "event.notification.enabled",
                "true",
                "event.notification.callback.url",
                callback.url(),
                "event.vendor.signature.key",
                SECRET));
        configuration.putAll(more);
        return Spark.connect(server.api(), "Events", Spark.ADA, configuration);
    }

    /** The provider's webhooks that call this instance. */
    private List<JsonNode> registered(JsonNode instance) {
        return webex.get("/webhooks")
                .ok()
                .path("items")
                .valueStream()
                .filter(hook -> hook.path("targetUrl")
                        .asText()
                        .endsWith(server.port() + "/elements/api-v2/events/ciscospark/"
                                + code(instance.path("id").asText())))
                .toList();
    }

    private static Answer send(JsonNode instance, String body, String signature) {
        return server.anonymous()
                .send(
                        "POST",
                        "/events/ciscospark/" + code(instance.path("id").asText()),
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json",
                        "X-Spark-Signature",
                        signature.isEmpty() ? "none" : signature);
    }

    private static String path(JsonNode instance) {
        return "/elements/api-v2/events/ciscospark/" + code(instance.path("id").asText());
    }

    private static String post(String id, String created) {
        return "{\"id\":\"w1\",\"resource\":\"messages\",\"event\":\"created\",\"data\":{\"id\":\"" + id
                + "\",\"created\":\"" + created + "\",\"big\":12345678901234567890.10}}";
    }

    private static String sign(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String code(String id) {
        return Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean is(Callback.Post post, String objectType, String eventType) {
        return Optional.of(post.message().path("events").path(0))
                .filter(event -> event.path("objectType").asText().equals(objectType))
                .filter(event -> event.path("eventType").asText().equals(eventType))
                .isPresent();
    }
}
