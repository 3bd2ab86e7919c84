package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events on their way to the application. */
class DeliveryIT {
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
    void anotherCallbackBeginsAnew() {
        JsonNode instance = connect(Map.of());
        callback.answers(post -> 410);
        test(instance);
        callback.await(1);
        String endpoint = events(instance) + "/endpoint";
        await(() -> !Platform.API.get(endpoint).ok().path("active").asBoolean(true));
        callback.answers(post -> 200);
        Platform.API
                .patch(
                        "/instances/" + instance.path("id"),
                        Map.of("configuration", Map.of("event.notification.callback.url", callback.url() + "/new")))
                .ok();
        assertThat(Platform.API.get(endpoint).ok().path("active").asBoolean()).isTrue();
        test(instance);
        assertThat(callback.await(2).getLast().path()).endsWith("/new");
    }

    @Test
    void aTestEventArrivesSignedInBothWays() throws Exception {
        JsonNode instance = connect(Map.of("event.notification.signature.key", "k3y"));
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
        JsonNode instance = connect(Map.of());
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

    @Test
    void whatFailsIsTriedAgainWithTheSameIdAndBytes() {
        JsonNode instance = connect(Map.of());
        callback.answers(post -> callback.posts().isEmpty() ? 500 : 204);
        String id = test(instance);
        List<Callback.Post> posts = callback.await(2);
        assertThat(posts.get(1).body()).isEqualTo(posts.get(0).body());
        assertThat(posts.get(1).header("webhook-id")).isEqualTo(posts.get(0).header("webhook-id"));
        await(() -> state(instance, id).equals("delivered"));
        assertThat(Platform.API.get(events(instance) + "/" + id + "/attempts").ok())
                .hasSize(2);
    }

    @Test
    void goneStopsAndALaterReleaseSendsWhatWasKept() {
        JsonNode instance = connect(Map.of());
        callback.answers(post -> 410);
        String first = test(instance);
        await(() -> state(instance, first).equals("dead"));
        await(() -> !endpoint(instance).path("active").asBoolean());
        String second = test(instance);
        assertThat(state(instance, second)).isEqualTo("queued");
        assertThat(Platform.API
                        .get("/notifications/subscriptions")
                        .ok()
                        .path(0)
                        .path("active")
                        .asBoolean())
                .isFalse();
        assertThat(Platform.API
                        .get("/notifications/subscriptions/deliveries?where="
                                + Consent.encode("channel='webhook' and status='queued'"))
                        .ok()
                        .findValuesAsText("eventId"))
                .contains(second);

        callback.answers(post -> 200);
        JsonNode released = Platform.API
                .put("/notifications/subscriptions/deliveries?where="
                        + Consent.encode(
                                "channel='webhook' and status='queued' and config.url='" + callback.url() + "'"))
                .ok();
        assertThat(released.path("released").asInt()).isPositive();
        await(() -> state(instance, second).equals("delivered"));
        assertThat(endpoint(instance).path("active").asBoolean()).isTrue();
        assertThat(state(instance, first)).isEqualTo("dead");
        Platform.API.post(events(instance) + "/" + first + "/replay", Map.of()).ok();
        await(() -> state(instance, first).equals("delivered"));
    }

    @Test
    void twentyFailuresOpenTheCircuitAndTheOwnerIsTold() {
        JsonNode instance = connect(Map.of());
        callback.answers(post -> 500);
        IntStream.range(0, 40).forEach(i -> test(instance));
        await(() -> endpoint(instance).path("circuit").asText().equals("open"));
        Callback.pause(1500);
        int attempts = callback.posts().size();
        assertThat(attempts).as("those under way when it opened, and no more").isBetween(20, 28);
        assertThat(types(instance)).contains("ENDPOINT_FAILING");
        callback.answers(post -> 200);
        Platform.API
                .post(events(instance) + "/replay", Map.of("state", "waiting"))
                .ok();
        await(() -> endpoint(instance).path("waiting").asInt() == 0);
        assertThat(endpoint(instance).path("circuit").asText()).isEqualTo("closed");
        Set<String> arrived = new HashSet<>();
        callback.posts().forEach(post -> arrived.add(post.header("webhook-id").orElseThrow()));
        assertThat(arrived).as("40 tests and the notice").hasSize(41);
    }

    @Test
    void aHangingCallbackHoldsUpNobodyElse() {
        try (Callback other = Callback.start()) {
            JsonNode hanging = connect(Map.of());
            JsonNode quick = connect(Map.of("event.notification.callback.url", other.url()));
            callback.answers(post -> -8_000);
            IntStream.range(0, 30).forEach(i -> test(hanging));
            long start = System.nanoTime();
            IntStream.range(0, 10).forEach(i -> test(quick));
            other.await(10, Duration.ofSeconds(5));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** A stream of events without a pause must not keep a callback alive that was changed. */
    @Test
    void aChangedCallbackIsTakenUpUnderLoad() throws InterruptedException {
        try (Callback other = Callback.start()) {
            JsonNode instance = connect(Map.of());
            AtomicBoolean over = new AtomicBoolean();
            Thread stream = Thread.startVirtualThread(() -> {
                while (!over.get()) {
                    test(instance);
                }
            });
            try {
                callback.await(20);
                Platform.API
                        .patch(
                                "/instances/" + instance.path("id"),
                                Map.of("configuration", Map.of("event.notification.callback.url", other.url())))
                        .ok();
                other.await(20, Duration.ofSeconds(5));
            } finally {
                over.set(true);
                stream.join();
            }
            int before = callback.posts().size();
            String last = test(instance);
            await(() -> state(instance, last).equals("delivered"));
            assertThat(callback.posts()).hasSize(before);
        }
    }

    @Test
    void accountsAreNamedByNumbers() {
        Platform.API.get("/accounts/%00/settings").fault(400);
        Platform.API.get("/accounts/999999/settings").fault(404);
        Platform.API.patch("/accounts/999999/settings", Map.of()).fault(404);
        JsonNode instance = connect(Map.of());
        Platform.API
                .get(events(instance) + "?from=" + Consent.encode("+999999999-01-01T00:00:00Z"))
                .fault(400);
    }

    @Test
    void ofOneObjectTheEventsComeInOrderWhenThatIsWanted() {
        JsonNode instance = connect(Map.of("event.notification.order", "object"));
        callback.answers(post -> callback.posts().isEmpty() ? 503 : 200);
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> test(instance)).toList();
        await(() -> state(instance, ids.getLast()).equals("delivered"));
        List<String> order = callback.posts().stream()
                .skip(1)
                .map(post -> post.message().path("eventId").asText())
                .toList();
        assertThat(order).containsExactlyElementsOf(ids);
    }

    @Test
    void redirectsAreNotFollowedAndOtherAddressesNotCalled() {
        JsonNode instance = connect(Map.of("event.notification.callback.url", "http://169.254.169.254/latest"));
        String id = test(instance);
        await(() ->
                Platform.API.get(events(instance) + "/" + id + "/attempts").ok().size() == 1);
        JsonNode attempt =
                Platform.API.get(events(instance) + "/" + id + "/attempts").ok().path(0);
        assertThat(attempt.has("status")).isFalse();
        assertThat(attempt.path("reply").textValue()).contains("169.254.169.254");
    }

    @Test
    void withTheAccountsPolicyQueueNothingIsSentUntilItIsReleased() {
        JsonNode instance = connect(Map.of());
        String account = Platform.API.get("/accounts").ok().path(0).path("id").asText();
        Platform.API
                .post("/accounts/" + account + "/settings", Map.of("notification.webhook.failure.policy", "queue"))
                .ok();
        try {
            String id = test(instance);
            assertThat(state(instance, id)).isEqualTo("queued");
            Platform.API
                    .put("/notifications/subscriptions/deliveries?where=" + Consent.encode("status='queued'"))
                    .ok();
            callback.await(1);
        } finally {
            Platform.API
                    .patch("/accounts/" + account + "/settings", Map.of("notification.webhook.failure.policy", "retry"))
                    .ok();
        }
    }

    @Test
    void listsFilterAndPage() {
        JsonNode instance = connect(Map.of());
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> test(instance)).toList();
        await(() -> state(instance, ids.getLast()).equals("delivered"));
        Answer first = Platform.API.get(events(instance) + "?pageSize=2");
        assertThat(first.column("id")).containsExactly(ids.get(4), ids.get(3));
        String next = first.header("Elements-Next-Page-Token").orElseThrow();
        assertThat(Platform.API
                        .get(events(instance) + "?pageSize=2&nextPage=" + next)
                        .column("id"))
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(Platform.API.get(events(instance) + "?eventType=created").ok())
                .isEmpty();
        assertThat(Platform.API
                        .get(events(instance) + "?objectType=instance&state=delivered")
                        .ok())
                .hasSize(5);
        assertThat(Platform.as(instance)
                        .get("/instances/events?after=" + ids.get(3))
                        .column("id"))
                .containsExactly(ids.get(4));
        assertThat(Platform.API.get(events(instance) + "?state=lost").status()).isEqualTo(400);
        assertThat(Platform.API.get(events(instance) + "?from=yesterday").status())
                .isEqualTo(400);
    }

    /** More would be sent than was asked for. */
    @Test
    void aReplayThatIsNotUnderstoodSendsNothing() {
        JsonNode instance = connect(Map.of());
        String id = test(instance);
        await(() -> state(instance, id).equals("delivered"));
        String replay = events(instance) + "/replay";
        Platform.API
                .post(replay, Map.of("status", "dead", "from", "2026-01-15T00:00:00Z"))
                .fault(400);
        Platform.API
                .post(replay, Map.of("state", List.of("dead"), "from", "2026-01-15T00:00:00Z"))
                .fault(400);
        Platform.API
                .post(replay, Map.of("eventIds", List.of(id), "state", "dead"))
                .fault(400);
        assertThat(Platform.API
                        .post(replay, Map.of("state", "dead", "from", "2026-01-15T00:00:00Z"))
                        .ok()
                        .path("released")
                        .asInt())
                .isZero();
        assertThat(callback.posts()).hasSize(1);
    }

    @Test
    void listsTellHowManyThereAre() {
        JsonNode instance = connect(Map.of());
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> test(instance)).toList();
        Answer page = Platform.API.get(events(instance) + "?pageSize=2");
        assertThat(page.header("Elements-Returned-Count")).contains("2");
        assertThat(page.header("Elements-Total-Count")).contains("3");
        assertThat(Platform.API
                        .get(events(instance) + "?pageSize=2&before=" + ids.get(2) + "&nextPage=" + ids.get(1))
                        .column("id"))
                .as("the next page of a list that is narrowed by a place")
                .containsExactly(ids.get(0));
        Answer subscriptions = Platform.API.get("/notifications/subscriptions");
        assertThat(subscriptions.header("Elements-Returned-Count")).contains("1");
        assertThat(subscriptions.header("Elements-Total-Count")).contains("1");
        Platform.API.get(events(instance) + "?source=x").fault(400);
    }

    @Test
    void keptDeliveriesArePaged() {
        JsonNode instance = connect(Map.of());
        JsonNode other = connect(Map.of());
        callback.answers(post -> 410);
        test(instance);
        test(other);
        await(() -> !endpoint(instance).path("active").asBoolean()
                && !endpoint(other).path("active").asBoolean());
        List<String> ids = List.of(test(instance), test(instance), test(other));
        String path = "/notifications/subscriptions/deliveries?pageSize=2&where=" + Consent.encode("status='queued'");
        Set<String> found = new HashSet<>();
        Answer page = Platform.API.get(path);
        assertThat(page.ok()).hasSize(2);
        assertThat(page.nextPage()).isPresent();
        found.addAll(page.column("eventId"));
        while (page.nextPage().isPresent()) {
            assertThat(page.ok()).hasSize(2);
            page = Platform.API.get(path + "&nextPage=" + page.nextPage().get());
            assertThat(found.addAll(page.column("eventId"))).isTrue();
        }
        assertThat(found).containsAll(ids);
    }

    @Test
    void aSubscriptionThatIsDeletedIsSentNothing() {
        JsonNode instance = connect(Map.of());
        String path = "/notifications/subscriptions/" + instance.path("id");
        Platform.API.get(path).ok();
        assertThat(Platform.API.delete(path).status()).isEqualTo(200);
        Platform.API.get(path).fault(404);
        Platform.API.delete(path).fault(404);
        assertThat(Platform.API
                        .get("/instances/" + instance.path("id"))
                        .ok()
                        .path("configuration")
                        .path("event.notification.callback.url")
                        .asText(""))
                .isIn("", "null");
        Platform.API.post(events(instance) + "/test", Map.of()).fault(400);
    }

    @Test
    void aSubscriptionIsMadeByItsTopicAndSentElsewhere() {
        JsonNode instance = connect(Map.of("event.notification.enabled", true));
        String path = "/notifications/subscriptions/" + instance.path("id");
        JsonNode told = Platform.API.get(path).ok();
        assertThat(instance.path("subscriptionId")).isEqualTo(told.path("id"));
        Platform.API.post("/notifications/subscriptions", told).fault(409);
        Platform.API.delete(path).ok();
        Platform.API.put(path, told).fault(404);

        assertThat(Platform.API.post("/notifications/subscriptions", told).ok()).isEqualTo(told);
        test(instance);
        callback.await(1);
        JsonNode moved = Platform.API
                .put(path, Map.of("config", Map.of("url", "https://app.example/other")))
                .ok();
        assertThat(moved.path("config").path("url").asText()).isEqualTo("https://app.example/other");
        assertThat(moved.path("topics")).isEqualTo(told.path("topics"));
        assertThat(Platform.API.put(path, told).ok()).isEqualTo(told);
    }

    @Test
    void aSubscriptionThatIsWrongIsRefusedInWords() {
        JsonNode instance = connect(Map.of());
        String path = "/notifications/subscriptions/" + instance.path("id");
        JsonNode told = Platform.API.get(path).ok();
        Platform.API
                .post("/notifications/subscriptions", Map.of("topics", List.of("instance-999999999-ciscospark-events")))
                .fault(404);
        for (Object topics : List.of(List.of(), List.of("weather"), "weather")) {
            assertThat(Platform.API
                            .post("/notifications/subscriptions", Map.of("topics", topics))
                            .fault(400))
                    .contains("topics");
        }
        assertThat(Platform.API
                        .post("/notifications/subscriptions", Map.of("channel", "webhook"))
                        .fault(400))
                .contains("topics is missing");
        assertThat(Platform.API.put(path, Map.of("channel", "pigeon")).fault(400))
                .contains("channel");
        assertThat(Platform.API
                        .put(path, Map.of("topics", List.of("instance-1-ciscospark-events")))
                        .fault(400))
                .contains(told.path("topics").path(0).asText());
        assertThat(Platform.API
                        .put(path, Map.of("config", Map.of("url", "ftp://app.example")))
                        .fault(400))
                .contains("event.notification.callback.url");
        assertThat(Platform.API.put(path, Map.of("active", false)).fault(400)).contains("inactive");
        assertThat(Platform.API.get(path).ok()).isEqualTo(told);
    }

    @Test
    void aSubscriptionThatIsActiveAgainIsSentWhatItKept() {
        JsonNode instance = connect(Map.of());
        String path = "/notifications/subscriptions/" + instance.path("id");
        callback.answers(post -> 410);
        test(instance);
        await(() -> !Platform.API.get(path).ok().path("active").asBoolean());
        String kept = test(instance);
        assertThat(state(instance, kept)).isEqualTo("queued");
        callback.answers(post -> 200);
        assertThat(Platform.API
                        .put(path, Map.of("active", true))
                        .ok()
                        .path("active")
                        .asBoolean())
                .isTrue();
        await(() -> state(instance, kept).equals("delivered"));
    }

    @Test
    void notificationsAreTheEventsOfAllInstances() {
        assertThat(Platform.API.get("/notifications").ok()).isEmpty();
        JsonNode instance = connect(Map.of());
        JsonNode other = connect(Map.of());
        String id = test(instance);
        test(other);
        Answer all = Platform.API.get("/notifications");
        assertThat(all.ok()).hasSize(2);
        String topic = "instance-" + instance.path("id") + "-ciscospark-events";
        JsonNode one = Platform.API
                .get("/notifications?" + Consent.encode("topics[]") + "=" + topic)
                .ok();
        assertThat(one).hasSize(1);
        assertThat(one.path(0).path("topic").asText()).isEqualTo(topic);
        assertThat(one.path(0).path("message").path("eventId").asText()).isEqualTo(id);
        assertThat(Platform.API.get("/notifications/" + id).ok()).isEqualTo(one.path(0));
        Platform.API.get("/notifications/999999999").fault(404);
        assertThat(Platform.API.get("/notifications?topics=nonsense").ok()).isEmpty();
    }

    /** Only two secrets are valid at a time. */
    @Test
    void ofRotationsAtTheSameMomentNoneIsToldASecretThatIsNone() throws Exception {
        JsonNode instance = connect(Map.of());
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
        JsonNode instance = connect(Map.of());
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

    @Test
    void whatWaitedIsSentAtOnceWhenTheInstanceIsOnAgain() {
        JsonNode instance = connect(Map.of());
        Platform.API.delete("/instances/" + instance.path("id") + "/enabled").ok();
        String id = test(instance);
        Callback.pause(2_000);
        assertThat(state(instance, id)).isEqualTo("waiting");
        Platform.API.put("/instances/" + instance.path("id") + "/enabled").ok();
        callback.await(1, Duration.ofSeconds(5));
    }

    @Test
    void settingsThatAreNoneAreRefused() {
        JsonNode instance = connect(Map.of());
        Map.of(
                        "event.notification.concurrency", "500",
                        "event.notification.hydrate", "x",
                        "event.poller.refresh_interval", "0")
                .forEach((key, value) -> assertThat(Platform.API
                                .patch("/instances/" + instance.path("id"), Map.of("configuration", Map.of(key, value)))
                                .fault(400))
                        .contains(key));
    }

    private JsonNode connect(Map<String, Object> more) {
        Map<String, Object> configuration =
                new LinkedHashMap<>(Map.of("event.notification.callback.url", callback.url()));
        configuration.putAll(more);
        return Spark.connect(Platform.API, "Events", Spark.ADA, configuration);
    }

    private static String test(JsonNode instance) {
        return Platform.API
                .post(events(instance) + "/test", Map.of())
                .ok()
                .path("id")
                .textValue();
    }

    private static String events(JsonNode instance) {
        return "/instances/" + instance.path("id") + "/events";
    }

    private static String state(JsonNode instance, String id) {
        return Platform.API
                .get(events(instance) + "/" + id)
                .ok()
                .path("delivery")
                .path("state")
                .asText();
    }

    private static JsonNode endpoint(JsonNode instance) {
        return Platform.API.get(events(instance) + "/endpoint").ok();
    }

    private static List<String> types(JsonNode instance) {
        return Platform.API.get(events(instance)).column("eventType");
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
