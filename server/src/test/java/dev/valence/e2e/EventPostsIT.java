package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts to the address of an instance's events: the provider's, twice, forged, cut off, without an end, and those of clients. */
class EventPostsIT {
    private static final String SECRET = "sandbox-secret";

    private static final Server SERVER = Platform.SERVER;
    private final Callback callback = Callback.start();

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
    }

    @AfterEach
    void close() {
        callback.close();
    }

    @Test
    void aPostThatComesTwiceIsStoredOnce() throws Exception {
        JsonNode instance = connect();
        String body = post("m1", "2026-01-15T09:30:00.123Z");
        assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        String other = post("m2", "2026-01-15T09:30:01.000Z");
        assertThat(send(instance, other, sign(other)).status()).isEqualTo(200);
        callback.await(2);
        assertThat(Platform.API
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
        JsonNode instance = connect();
        String body = post("m1", "2026-01-15T09:30:00.123Z");
        send(instance, body, "0".repeat(40)).fault(401);
        send(instance, body, "").fault(401);
        send(instance, body.replace("m1", "m2"), sign(body)).fault(401);
        String broken = "{\"resource\": \"messages\"";
        send(instance, broken, sign(broken)).fault(400);
        Api anybody = SERVER.anonymous();
        anybody.post("/events/ciscospark/" + code("999999"), Map.of()).fault(404);
        anybody.post("/events/nosuch/" + code("1"), Map.of()).fault(404);
        anybody.post("/events/ciscospark/%00", Map.of()).fault(404);
        String head = "POST " + path(instance) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "X-Spark-Signature: none\r\n";
        assertThat(Wire.status(SERVER.port(), head + "Content-Length: 8388609\r\n\r\n"))
                .isEqualTo(413);
        Wire.cutOff(SERVER.port(), (head + "Content-Length: 500\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
        assertThat(Platform.API
                        .get("/instances/" + instance.path("id") + "/events")
                        .ok())
                .isEmpty();
        await(() -> Platform.API
                .get("/events/refusals")
                .column("reason")
                .containsAll(List.of("signature", "not-json", "unknown", "too-large", "truncated")));
    }

    /** Whatever length their heads announce. */
    @Test
    void connectionsThatSendNothingKeepNobodyOut() throws Exception {
        JsonNode instance = connect();
        try (Crowd crowd = new Crowd(SERVER.port())) {
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
        JsonNode instance = connect();
        byte[] chunk = ("700000\r\n" + " ".repeat(0x700000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Crowd crowd = new Crowd(SERVER.port())) {
            for (int i = 0; i < 20; i++) {
                crowd.send(
                        crowd.begin("POST", path(instance), "X-Spark-Signature: none", "Transfer-Encoding: chunked"),
                        chunk);
            }
            await(() -> crowd.answered("HTTP/1.1 503") >= 15);
            String body = post("m1", "2026-01-15T09:30:00.123Z");
            assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        }
        assertThat(SERVER.tail()).doesNotContain("OutOfMemoryError");
    }

    /** Who names no instance, or does not sign, is told so at once. */
    @Test
    void whoHasNoBusinessHereIsNotReadAtAll() {
        JsonNode instance = connect();
        String rest = " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n";
        assertThat(Wire.status(SERVER.port(), "POST " + path(instance) + rest + "\r\n{"))
                .isEqualTo(401);
        assertThat(Wire.status(
                        SERVER.port(),
                        "POST /elements/api-v2/events/ciscospark/" + code("999999") + rest
                                + "X-Spark-Signature: none\r\n\r\n{"))
                .isEqualTo(404);
        assertThat(Wire.status(
                        SERVER.port(),
                        "POST /elements/api-v2/events/ciscospark" + rest + "Element-Instances: 1\r\n\r\n{"))
                .isEqualTo(401);
    }

    @Test
    void aClientPostsWithItsCredentialsForInstancesThatItSees() {
        JsonNode instance = connect();
        String body = post("m9", "2026-01-15T09:30:00.123Z");
        String id = instance.path("id").asText();
        Answer taken = Platform.API.send(
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
        SERVER.anonymous()
                .send("POST", "/events/ciscospark", BodyPublishers.ofString(body), "Element-Instances", id)
                .fault(401);
    }

    @Test
    void anExampleWithoutARuleIsKeptAsUnknown() throws Exception {
        JsonNode instance = connect();
        String body = "{\"resource\":\"meetings\",\"event\":\"started\",\"data\":{\"id\":\"x1\"}}";
        assertThat(send(instance, body, sign(body)).status()).isEqualTo(200);
        assertThat(callback.await(1).getFirst().eventType()).isEqualTo("UNKNOWN");
    }

    private JsonNode connect() {
        return Spark.connect(
                Platform.API,
                "Events",
                Spark.ADA,
                Map.of(
                        "event.notification.enabled",
                        "true",
                        "event.notification.callback.url",
                        callback.url(),
                        "event.vendor.signature.key",
                        SECRET));
    }

    private static Answer send(JsonNode instance, String body, String signature) {
        return send(SERVER, instance, body, signature);
    }

    /** Posts as the provider does; an empty signature is none. */
    static Answer send(Server server, JsonNode instance, String body, String signature) {
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

    /** What the provider posts of a message. */
    static String post(String id, String created) {
        return "{\"id\":\"w1\",\"resource\":\"messages\",\"event\":\"created\",\"data\":{\"id\":\"" + id
                + "\",\"created\":\"" + created + "\",\"big\":12345678901234567890.10}}";
    }

    /** The signature that the provider sends along. */
    static String sign(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The end of the address of an instance. */
    static String code(String id) {
        return Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
    }
}
