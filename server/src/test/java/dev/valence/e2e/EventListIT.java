package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static dev.valence.e2e.NotifiedInstance.connect;
import static dev.valence.e2e.NotifiedInstance.events;
import static dev.valence.e2e.NotifiedInstance.state;
import static dev.valence.e2e.NotifiedInstance.test;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists of events and deliveries, and what is sent again from them. */
class EventListIT {
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
    void listsFilterAndPage() {
        JsonNode instance = connect(callback, Map.of());
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
        JsonNode instance = connect(callback, Map.of());
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
        JsonNode instance = connect(callback, Map.of());
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
    void notificationsAreTheEventsOfAllInstances() {
        assertThat(Platform.API.get("/notifications").ok()).isEmpty();
        JsonNode instance = connect(callback, Map.of());
        JsonNode other = connect(callback, Map.of());
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

    @Test
    void accountsAreNamedByNumbers() {
        Platform.API.get("/accounts/%00/settings").fault(400);
        Platform.API.get("/accounts/999999/settings").fault(404);
        Platform.API.patch("/accounts/999999/settings", Map.of()).fault(404);
        JsonNode instance = connect(callback, Map.of());
        Platform.API
                .get(events(instance) + "?from=" + Consent.encode("+999999999-01-01T00:00:00Z"))
                .fault(400);
    }
}
