package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static dev.valence.e2e.NotifiedInstance.connect;
import static dev.valence.e2e.NotifiedInstance.endpoint;
import static dev.valence.e2e.NotifiedInstance.events;
import static dev.valence.e2e.NotifiedInstance.state;
import static dev.valence.e2e.NotifiedInstance.test;
import static dev.valence.e2e.NotifiedInstance.types;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
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
        JsonNode instance = connect(callback, Map.of());
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
    void whatFailsIsTriedAgainWithTheSameIdAndBytes() {
        JsonNode instance = connect(callback, Map.of());
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
    void twentyFailuresOpenTheCircuitAndTheOwnerIsTold() {
        JsonNode instance = connect(callback, Map.of());
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
            JsonNode hanging = connect(callback, Map.of());
            JsonNode quick = connect(callback, Map.of("event.notification.callback.url", other.url()));
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
            JsonNode instance = connect(callback, Map.of());
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
    void ofOneObjectTheEventsComeInOrderWhenThatIsWanted() {
        JsonNode instance = connect(callback, Map.of("event.notification.order", "object"));
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
        JsonNode instance =
                connect(callback, Map.of("event.notification.callback.url", "http://169.254.169.254/latest"));
        String id = test(instance);
        await(() ->
                Platform.API.get(events(instance) + "/" + id + "/attempts").ok().size() == 1);
        JsonNode attempt =
                Platform.API.get(events(instance) + "/" + id + "/attempts").ok().path(0);
        assertThat(attempt.has("status")).isFalse();
        assertThat(attempt.path("reply").textValue()).contains("169.254.169.254");
    }

    @Test
    void whatWaitedIsSentAtOnceWhenTheInstanceIsOnAgain() {
        JsonNode instance = connect(callback, Map.of());
        Platform.API.delete("/instances/" + instance.path("id") + "/enabled").ok();
        String id = test(instance);
        Callback.pause(2_000);
        assertThat(state(instance, id)).isEqualTo("waiting");
        Platform.API.put("/instances/" + instance.path("id") + "/enabled").ok();
        callback.await(1, Duration.ofSeconds(5));
    }

    @Test
    void settingsThatAreNoneAreRefused() {
        JsonNode instance = connect(callback, Map.of());
        Map.of(
                        "event.notification.concurrency", "500",
                        "event.notification.hydrate", "x",
                        "event.poller.refresh_interval", "0")
                .forEach((key, value) -> assertThat(Platform.API
                                .patch("/instances/" + instance.path("id"), Map.of("configuration", Map.of(key, value)))
                                .fault(400))
                        .contains(key));
    }
}
