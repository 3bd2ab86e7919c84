package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static dev.valence.e2e.NotifiedInstance.connect;
import static dev.valence.e2e.NotifiedInstance.events;
import static dev.valence.e2e.NotifiedInstance.state;
import static dev.valence.e2e.NotifiedInstance.test;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the application knows that a delivery is ours: its signatures and their secrets. */
class DeliverySigningIT {
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
    void aTestEventArrivesSignedInBothWays() throws Exception {
        JsonNode instance = connect(callback, Map.of("event.notification.signature.key", "k3y"));
        String secret = Platform.API
                .post(events(instance) + "/secret", Map.of())
                .ok()
                .path("secret")
                .textValue();
        String id = test(instance);

        Callback.Post post = callback.await(1).getFirst();
        JsonNode message = post.message();
        assertThat(message.path("eventId").asText()).isEqualTo(id);
        assertThat(message.path("instance_id").asLong())
                .isEqualTo(instance.path("id").asLong());
        assertThat(message.path("elementKey").textValue()).isEqualTo("ciscospark");
        assertThat(message.path("instanceName").textValue()).isEqualTo("Events");
        JsonNode event = message.path("events").path(0);
        assertThat(event.path("hubKey").textValue()).isEqualTo("collaboration");
        assertThat(event.path("objectType").textValue()).isEqualTo("instance");
        assertThat(event.path("eventType").textValue()).isEqualTo("TEST");
        assertThat(post.header("Elements-Webhook-Signature"))
                .contains("sha256=" + hmac(bytes("k3y"), bytes(post.body())));
        String webhookId = post.header("webhook-id").orElseThrow();
        assertThat(webhookId).isEqualTo("evt_" + id);
        byte[] head = bytes(webhookId + "." + post.header("webhook-timestamp").orElseThrow() + ".");
        assertThat(post.header("webhook-signature"))
                .contains("v1," + hmac(Base64.getDecoder().decode(secret.substring(6)), head, bytes(post.body())));
        await(() -> state(instance, id).equals("delivered"));
        JsonNode row = Platform.API.get(events(instance) + "/" + id).ok();
        assertThat(row.path("status").textValue()).isEqualTo("NOTIFIED");
        JsonNode attempts =
                Platform.API.get(events(instance) + "/" + id + "/attempts").ok();
        assertThat(attempts).hasSize(1);
        assertThat(attempts.path(0).path("status").asInt()).isEqualTo(200);
        assertThat(attempts.toString()).doesNotContain(hmac(bytes("k3y"), bytes(post.body())));
    }

    @Test
    void afterARotationTheOldSecretSignsToo() {
        JsonNode instance = connect(callback, Map.of());
        Platform.API.post(events(instance) + "/secret", Map.of()).ok();
        JsonNode rotated =
                Platform.API.post(events(instance) + "/secret", Map.of()).ok();
        assertThat(rotated.path("previousValidUntil").isTextual()).isTrue();
        test(instance);
        assertThat(callback.await(1)
                        .getFirst()
                        .header("webhook-signature")
                        .orElseThrow()
                        .split(" "))
                .hasSize(2);
        String shown =
                Platform.API.get("/instances/" + instance.path("id")).ok().toString();
        assertThat(shown).doesNotContain("whsec_");
    }

    /** Only two secrets are valid at a time. */
    @Test
    void ofRotationsAtTheSameMomentNoneIsToldASecretThatIsNone() throws Exception {
        JsonNode instance = connect(callback, Map.of());
        List<Answer> answers = new CopyOnWriteArrayList<>();
        List<Thread> threads = IntStream.range(0, 6)
                .mapToObj(i -> Thread.startVirtualThread(
                        () -> answers.add(Platform.API.post(events(instance) + "/secret", Map.of()))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).extracting(Answer::status).containsOnly(200, 409).contains(200);
        test(instance);
        Callback.Post post = callback.await(1).getFirst();
        String id = post.header("webhook-id").orElseThrow();
        byte[] head = bytes(id + "." + post.header("webhook-timestamp").orElseThrow() + ".");
        List<String> signatures =
                List.of(post.header("webhook-signature").orElseThrow().split(" "));
        int told = 0;
        for (Answer answer : answers) {
            if (answer.status() == 200) {
                String secret = answer.ok().path("secret").asText();
                told += signatures.contains(
                                "v1," + hmac(Base64.getDecoder().decode(secret.substring(6)), head, bytes(post.body())))
                        ? 1
                        : 0;
            }
        }
        assertThat(told).as("secrets that sign").isBetween(1, 2);
    }

    @Test
    void aSecretThatASwitchMakesIsShownOnce() {
        JsonNode instance = connect(callback, Map.of());
        assertThat(instance.toString()).doesNotContain("whsec_");
        JsonNode reply = Platform.API
                .patch(
                        "/instances/" + instance.path("id") + "/configuration/event.notification.callback.url",
                        Map.of("propertyValue", callback.url()))
                .ok();
        assertThat(reply.toString()).doesNotContain("whsec_");
        reply = Platform.API
                .patch(
                        "/instances/" + instance.path("id") + "/configuration/event.notification.enabled",
                        Map.of("propertyValue", "true"))
                .ok();
        assertThat(reply.path("key").asText()).isEqualTo("event.notification.enabled");
        assertThat(reply.path("secret").asText()).startsWith("whsec_");
        assertThat(Platform.API
                        .get("/instances/" + instance.path("id") + "/configuration")
                        .ok()
                        .toString())
                .doesNotContain("whsec_");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hmac(byte[] key, byte[]... parts) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return Base64.getEncoder().encodeToString(mac.doFinal());
    }
}
