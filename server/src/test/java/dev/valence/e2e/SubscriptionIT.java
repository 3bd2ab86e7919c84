package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static dev.valence.e2e.NotifiedInstance.connect;
import static dev.valence.e2e.NotifiedInstance.endpoint;
import static dev.valence.e2e.NotifiedInstance.events;
import static dev.valence.e2e.NotifiedInstance.state;
import static dev.valence.e2e.NotifiedInstance.test;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept for an application that does not take it, and where it is sent. */
class SubscriptionIT {
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
    void goneStopsAndALaterReleaseSendsWhatWasKept() {
        JsonNode instance = connect(callback, Map.of());
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
    void aSubscriptionThatIsDeletedIsSentNothing() {
        JsonNode instance = connect(callback, Map.of());
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
        JsonNode instance = connect(callback, Map.of("event.notification.enabled", true));
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
        JsonNode instance = connect(callback, Map.of());
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
                        .put(path, Map.of("topics", List.of("instance-999999999-ciscospark-events")))
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
        JsonNode instance = connect(callback, Map.of());
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
    void keptDeliveriesArePaged() {
        JsonNode instance = connect(callback, Map.of());
        JsonNode other = connect(callback, Map.of());
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
    void withTheAccountsPolicyQueueNothingIsSentUntilItIsReleased() {
        JsonNode instance = connect(callback, Map.of());
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
}
