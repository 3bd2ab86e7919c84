package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Browser.Answer;
import dev.valence.sandbox.Receiver.Hit;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How webhook calls go out, fail, and stop. */
@QuarkusTest
class WebhookDeliveryTest {
    private final Receiver receiver = new Receiver();
    private Browser ada;
    private Browser bob;
    private String room;

    @BeforeEach
    void reset() {
        Browser.reset();
        ada = Browser.ada();
        bob = Browser.bob();
        room = Places.room(ada, "Platform Backlog");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aCallIsSignedOverItsBytesAndHoldsNoText() throws Exception {
        hook(ada, "messages", "created", ",\"secret\":\"s3\"");
        say(bob, "the text stays inside");
        Hit hit = receiver.await(1).getFirst();
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("s3".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        assertThat(hit.header("X-spark-signature"))
                .contains(HexFormat.of().formatHex(mac.doFinal(hit.body().getBytes(StandardCharsets.UTF_8))));
        assertThat(hit.body()).doesNotContain("the text stays inside");
        assertThat(hit.json().at("/data/personEmail").asText()).isEqualTo("bob@sandbox.example");
        assertThat(hit.json().at("/actorId").asText())
                .isEqualTo(bob.get("/people/me").text("/id"));
    }

    @Test
    void aHundredFailuresInFiveMinutesDisableAndAfterwardsOneIsEnough() {
        receiver.answer(500);
        String hook = hook(ada, "messages", "created", "");
        for (int i = 0; i < 100; i++) {
            say(bob, "no " + i);
        }
        receiver.await(100);
        awaitStatus(hook, "inactive");
        say(bob, "nobody hears this");
        assertThat(receiver.hits()).hasSize(100);

        enable(hook);
        say(bob, "the first failure on probation");
        receiver.await(101);
        awaitStatus(hook, "inactive");

        advance(Duration.ofMinutes(6));
        enable(hook);
        say(bob, "one failure after the window");
        receiver.await(102);
        say(bob, "is not enough");
        receiver.await(103);
        assertThat(status(hook)).isEqualTo("active");
    }

    @Test
    void failuresSpreadOverMoreThanFiveMinutesDoNotDisable() {
        receiver.answer(500);
        String hook = hook(ada, "messages", "created", "");
        for (int i = 0; i < 60; i++) {
            say(bob, "early " + i);
        }
        receiver.await(60);
        advance(Duration.ofMinutes(6));
        for (int i = 0; i < 60; i++) {
            say(bob, "late " + i);
        }
        receiver.await(120);
        assertThat(status(hook)).isEqualTo("active");
    }

    @Test
    void callsOfOneWebhookKeepTheirOrderAndAHangingTargetDelaysItsOwnOnly() throws Exception {
        hook(ada, "messages", "created", "");
        for (int i = 0; i < 30; i++) {
            say(bob, "number " + i);
        }
        List<String> ids = receiver.await(30).stream()
                .map(hit -> hit.json().at("/data/id").asText())
                .toList();
        List<String> posted = ada.get("/messages?max=30&roomId=" + room)
                .json()
                .get("items")
                .valueStream()
                .map(message -> message.path("id").asText())
                .toList()
                .reversed();
        assertThat(ids).isEqualTo(posted);

        try (Receiver slow = new Receiver()) {
            slow.answerAfter(Duration.ofSeconds(3));
            hook(bob, "messages", "created", "", slow);
            Instant begun = Instant.now();
            say(bob, "one is slow");
            receiver.await(31);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void webhooksCanBeDoubledAndReorderedOnDemand() {
        hook(ada, "messages", "created", "");
        settings("{\"duplicateWebhooks\":true}");
        say(bob, "twice");
        List<Hit> twice = receiver.await(2);
        assertThat(twice.get(0).body()).isEqualTo(twice.get(1).body());

        settings("{\"duplicateWebhooks\":false,\"reorderWebhooks\":true}");
        say(bob, "first");
        say(bob, "second");
        List<Hit> swapped = receiver.await(4).subList(2, 4);
        String newest = ada.get("/messages?max=1&roomId=" + room).text("/items/0/id");
        assertThat(swapped.get(0).json().at("/data/id").asText()).isEqualTo(newest);
        say(bob, "alone it comes too, a second late");
        receiver.await(5);
    }

    @Test
    void aFailedCallIsTriedAgainOnlyWhenTheSettingsAskForIt() {
        receiver.answer(503);
        hook(ada, "messages", "created", "");
        say(bob, "once");
        receiver.await(1);
        // Longer than the first pause between two attempts.
        Receiver.pause(Duration.ofMillis(1500));
        assertThat(receiver.hits()).hasSize(1);
        settings("{\"webhookRetries\":1}");
        say(bob, "twice");
        assertThat(receiver.await(3).get(2).body())
                .isEqualTo(receiver.hits().get(1).body());
    }

    @Test
    void deliveriesAreListedWithTheirOutcomeAndAResetForgetsThem() {
        hook(ada, "messages", "created", "");
        say(bob, "listed");
        receiver.await(1);
        Answer list = awaitDelivery();
        assertThat(list.text("/deliveries/0/title")).isEqualTo("messages created");
        assertThat(list.json().at("/deliveries/0/status").asInt()).isEqualTo(200);
        Browser.reset();
        assertThat(control("/deliveries").json().get("deliveries")).isEmpty();
    }

    @Test
    void aTargetOnAnotherMachineIsNotCalled() {
        String hook = hook(ada, "messages", "created", "");
        ada.put("/webhooks/" + hook, "{\"name\":\"far\",\"targetUrl\":\"http://198.51.100.7/hook\"}");
        say(bob, "far away");
        Answer list = awaitDelivery();
        assertThat(list.text("/deliveries/0/problem")).contains("only this machine");
    }

    @Test
    void aFileByAddressIsFetchedFromThisMachineBeforeTheMessageIsThere() {
        Answer posted = ada.post(
                "/messages", "{\"roomId\":\"%s\",\"files\":[\"%s\"]}".formatted(room, receiver.url("/files/plan.txt")));
        Answer file = bob.get(posted.text("/files/0"));
        assertThat(file.body()).isEqualTo("a file of the application");
        assertThat(file.header("content-disposition")).contains("attachment; filename=\"plan.txt\"");
        Answer missing = ada.post(
                "/messages", "{\"roomId\":\"%s\",\"files\":[\"http://localhost:9/none.txt\"]}".formatted(room));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text("/message")).contains("could not be fetched");
    }

    private String hook(Browser owner, String resource, String event, String more) {
        return hook(owner, resource, event, more, receiver);
    }

    private static String hook(Browser owner, String resource, String event, String more, Receiver target) {
        Answer made = owner.post(
                "/webhooks",
                "{\"name\":\"t\",\"targetUrl\":\"%s\",\"resource\":\"%s\",\"event\":\"%s\"%s}"
                        .formatted(target.url("/in"), resource, event, more));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        return made.text("/id");
    }

    private void say(Browser who, String text) {
        Answer said = who.post("/messages", "{\"roomId\":\"%s\",\"text\":\"%s\"}".formatted(room, text));
        assertThat(said.status()).as(said.body()).isEqualTo(200);
    }

    private String status(String hook) {
        return ada.get("/webhooks/" + hook).text("/status");
    }

    private void awaitStatus(String hook, String wanted) {
        Instant end = Instant.now().plusSeconds(10);
        while (!status(hook).equals(wanted) && Instant.now().isBefore(end)) {
            Receiver.pause(Duration.ofMillis(20));
        }
        assertThat(status(hook)).isEqualTo(wanted);
    }

    private void enable(String hook) {
        ada.put(
                "/webhooks/" + hook,
                "{\"name\":\"t\",\"targetUrl\":\"%s\",\"status\":\"active\"}".formatted(receiver.url("/in")));
        assertThat(status(hook)).isEqualTo("active");
    }

    private static Answer awaitDelivery() {
        Instant end = Instant.now().plusSeconds(10);
        while (control("/deliveries").json().get("deliveries").isEmpty()
                && Instant.now().isBefore(end)) {
            Receiver.pause(Duration.ofMillis(20));
        }
        return control("/deliveries");
    }

    private static void advance(Duration by) {
        Browser.anonymous().post(Browser.root() + "/_sandbox/clock", "{\"advanceSeconds\":" + by.toSeconds() + "}");
    }

    private static void settings(String json) {
        assertThat(Browser.anonymous()
                        .put(Browser.root() + "/_sandbox/settings", json)
                        .status())
                .isEqualTo(200);
    }

    private static Answer control(String path) {
        return Browser.anonymous().get(Browser.root() + "/_sandbox" + path);
    }
}
