package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events on their way in by polling: the server asks, finds what changed, and tells of each change once. */
class PollingIT {
    private final Callback callback = Callback.start();
    private final Api api = Platform.API;
    private final Api webex = Platform.SANDBOX.direct(Spark.ADA);

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
    }

    @AfterEach
    void close() {
        Platform.deleteAllInstances();
        callback.close();
    }

    @Test
    void whatChangesAtTheProviderIsToldOnceAndWhatWasThereIsNot() {
        String old = room("Before");
        message(old, "Nobody is told of this");
        JsonNode instance = connect(Map.of());
        String id = instance.path("id").asText();
        assertThat(webex.get("/webhooks")
                        .ok()
                        .path("items")
                        .valueStream()
                        .map(hook -> hook.path("name").asText()))
                .noneMatch(name -> name.startsWith("Valence " + id + " "));

        String room = room("Polled");
        String first = message(room, "First");
        String second = message(old, "Second");
        String membership = webex.post("/memberships", Map.of("roomId", room, "personEmail", Spark.BOB))
                .ok()
                .path("id")
                .asText();
        poll(id);
        assertThat(told("messages", "CREATED")).containsExactlyInAnyOrder(first, second);
        assertThat(told("channels", "CREATED")).containsExactly(room);
        assertThat(told("memberships", "CREATED")).contains(membership).hasSize(2);
        assertThat(told("channels", "UPDATED")).isEmpty();
        JsonNode post = callback.posts().stream()
                .map(Callback.Post::message)
                .filter(one ->
                        one.path("events").path(0).path("objectType").asText().equals("messages"))
                .findFirst()
                .orElseThrow();
        assertThat(post.path("raw")
                        .path("messages")
                        .valueStream()
                        .map(one -> one.path("text").asText()))
                .containsAnyOf("First", "Second");
        assertThat(api.get("/instances/" + id + "/events").column("source")).containsOnly("polling");

        int posts = callback.posts().size();
        poll(id);
        assertThat(callback.posts()).as("nothing happened since").hasSize(posts);

        webex.put("/rooms/" + room, Map.of("title", "Renamed")).ok();
        webex.put("/messages/" + first, Map.of("roomId", room, "text", "Edited"))
                .ok();
        poll(id);
        assertThat(told("channels", "UPDATED")).containsExactly(room);
        assertThat(told("messages", "UPDATED")).containsExactly(first);
    }

    @Test
    void aProviderInTroubleIsLeftAloneForLongerAndNothingIsLost() {
        JsonNode instance = connect(Map.of("event.objects", "channels"));
        String id = instance.path("id").asText();
        String room = room("While it was in trouble");
        Platform.SANDBOX.fault("/rooms", "status", Map.of("status", 429, "retryAfter", 600));
        api.post("/instances/" + id + "/events/polling", Map.of()).ok();
        await(() -> state(id).path("failures").asInt() == 1);
        assertThat(state(id).path("state").asText()).isEqualTo("failing");
        assertThat(state(id).path("notice").asText()).contains("429");
        assertThat(Instant.parse(state(id).path("nextPoll").asText()))
                .isAfter(Instant.now().plusSeconds(550));

        poll(id);
        assertThat(told("channels", "CREATED")).containsExactly(room);
        assertThat(state(id).path("failures").asInt()).isZero();
    }

    @Test
    void clocksThatDifferAndRecordsThatComeLateMakeNoGapAndNoDouble() {
        List<String> records = new CopyOnWriteArrayList<>();
        records.add(record("old", Instant.now().minusSeconds(3 * 86_400)));
        AtomicReference<String> asked = new AtomicReference<>("");
        try (Vendor vendor = Vendor.start(request -> {
            asked.set(request.line());
            return Vendor.json("{\"items\":[" + String.join(",", records) + "]}");
        })) {
            JsonNode instance = vendor.connect(api, configuration(Map.of("event.poller.configuration", """
                    {"rooms": {"url": "/hubs/collaboration/channels?where=type='${epoch:s}'", "idField": "id",
                      "filterByUpdatedDate": true, "datesConfiguration": {"updatedDateField": "changed",
                      "updatedDateFormat": "yyyy-MM-dd'T'HH:mm:ss'Z'"}}}""")));
            String id = instance.path("id").asText();

            // The provider's clock is two hours behind, then one of its machines is an hour ahead.
            records.add(record("behind", Instant.now().minusSeconds(7_200)));
            poll(id);
            records.add(record("ahead", Instant.now().plusSeconds(3_600)));
            poll(id);
            records.add(record("late", Instant.now().minusSeconds(120)));
            records.add(record("behind", Instant.now().minusSeconds(7_190)));
            poll(id);
            poll(id);
            assertThat(told("rooms", "UPDATED")).containsExactlyInAnyOrder("behind", "ahead", "late", "behind");
            assertThat(asked.get()).matches("GET /v1/rooms\\?.*type=\\d{10}.*");
        }
    }

    @Test
    void whatProvidersWriteIsHandedOnUnchanged() {
        List<String> records = new CopyOnWriteArrayList<>();
        try (Vendor vendor = Vendor.start(request -> Vendor.json("{\"items\":[" + String.join(",", records) + "]}"))) {
            JsonNode instance = vendor.connect(api, configuration(Map.of("event.objects", "channels")));
            String id = instance.path("id").asText();
            for (int i = 0; i < 23; i++) {
                records.add("{\"id\":\"r" + i + "\",\"n\":12345678901234567890.1200,\"t\":\"\\u0000\\ud800\"}");
            }
            records.add("{\"title\":\"without an id\"}");
            poll(id);
            assertThat(callback.posts()).as("at most ten in one notification").hasSize(3);
            assertThat(told("channels", "CREATED")).hasSize(23).contains("r0", "r22");
            assertThat(callback.posts().getFirst().body()).contains("12345678901234567890.1200", "\\u0000\\uD800");
            assertThat(state(id).path("notice").asText()).contains("1 records have no text or number at id");
        }
    }

    @Test
    void aKilledServerGoesOnWhereItWas() throws IOException {
        Server server = Server.start(
                Workspace.folder("polling").resolve("data"),
                Platform.SANDBOX,
                Map.of("VALENCE_PROVIDER_TIMEOUT", "30s"));
        try {
            JsonNode instance = Spark.connect(server.api(), "Killed", Spark.ADA, configuration(Map.of()));
            String path = "/instances/" + instance.path("id") + "/events/polling";
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                messages.add(message(room("Room " + i), "Message " + i));
            }
            // The second page of the poll is where it dies.
            Platform.SANDBOX.fault("/messages", "latency", Map.of("milliseconds", 1, "count", 2));
            Platform.SANDBOX.fault("/messages", "latency", Map.of("milliseconds", 10_000, "count", 1));
            server.api().post(path, Map.of()).ok();
            Callback.pause(1_500);
            server.kill();
            server = server.again();
            Server after = server;
            Platform.SANDBOX.calm();
            await(
                    () -> after.api()
                            .get(path)
                            .ok()
                            .valueStream()
                            .allMatch(row -> row.path("state").asText().equals("waiting")
                                    && row.path("found").asInt() > 0),
                    Duration.ofSeconds(200));
            await(() -> told("messages", "CREATED").size() >= messages.size());
            assertThat(told("messages", "CREATED")).containsExactlyInAnyOrderElementsOf(messages);
        } finally {
            server.stop();
        }
    }

    @Test
    void whatCannotBePolledIsSaidAtOnce() {
        refused(Map.of("event.poller.refresh_interval", "0"), "event.poller.refresh_interval");
        refused(Map.of("event.poller.configuration", "{\"a\":{}}"), "event.poller.configuration of a needs url");
        refused(Map.of("event.objects", "channels,licences"), "'licences'");
        Platform.SANDBOX.fault("/rooms", "status", Map.of("status", 403, "count", 5));
        refused(Map.of(), "cannot be polled");
        assertThat(api.get("/instances").status()).as("none was made").isEqualTo(404);
    }

    @Test
    void aChangeThatIsRefusedLeavesThePollsAsTheyWere() {
        JsonNode instance = connect(Map.of("event.objects", "channels"));
        String id = instance.path("id").asText();
        String room = room("Before the refused change");
        String nothing = "{\"channels\":{\"url\":\"/hubs/collaboration/nope\",\"idField\":\"id\"}}";
        api.patch("/instances/" + id, Map.of("configuration", Map.of("event.poller.configuration", nothing)))
                .fault(400);
        assertThat(state(id).path("state").asText()).isEqualTo("waiting");
        poll(id);
        assertThat(told("channels", "CREATED")).containsExactly(room);
    }

    @Test
    void anInstanceCanBeChangedWhileItsProviderIsInTrouble() {
        JsonNode instance = connect(Map.of("event.objects", "channels"));
        String id = instance.path("id").asText();
        Platform.SANDBOX.fault("/rooms", "status", Map.of("status", 404, "count", 3));
        api.post("/instances/" + id + "/events/polling", Map.of()).ok();
        await(() -> state(id).path("failures").asInt() == 1);
        assertThat(api.patch("/instances/" + id, Map.of("name", "Renamed"))
                        .ok()
                        .path("name")
                        .asText())
                .isEqualTo("Renamed");
        assertThat(state(id).path("failures").asInt()).isEqualTo(1);
    }

    @Test
    void pollsEndWhenEventsAreSwitchedOff() {
        JsonNode instance = connect(Map.of());
        String path = "/instances/" + instance.path("id");
        assertThat(api.get(path + "/events/polling").ok()).hasSize(3);
        assertThat(Platform.as(instance).get("/instances/events/polling").ok()).hasSize(3);
        assertThat(api.get(path)
                        .ok()
                        .path("configuration")
                        .path("event.poller.configuration")
                        .asText())
                .as("an instance keeps what it began with")
                .contains("channels");
        api.patch(path, Map.of("configuration", Map.of("event.objects", "messages")))
                .ok();
        assertThat(api.get(path + "/events/polling").column("objectType")).containsExactly("messages");
        api.patch(path, Map.of("configuration", Map.of("event.notification.enabled", "false")))
                .ok();
        assertThat(api.get(path + "/events/polling").ok()).isEmpty();
    }

    private void refused(Map<String, Object> more, String words) {
        Map<String, Object> configuration = Spark.application();
        configuration.putAll(configuration(more));
        String message = api.post("/instances", Spark.request("Refused", Spark.code(api, Spark.ADA), configuration))
                .fault(400);
        assertThat(message).contains(words);
    }

    private Map<String, Object> configuration(Map<String, Object> more) {
        Map<String, Object> configuration = new LinkedHashMap<>(Map.of(
                "event.notification.enabled", "true",
                "event.vendor.type", "polling",
                "event.notification.callback.url", callback.url()));
        configuration.putAll(more);
        return configuration;
    }

    @Test
    void aPolledObjectOfTheApplicationsOwnComesAlongMapped() {
        api.post("/accounts/objects/polledroom/definitions", Map.of("fields", List.of(Map.of("path", "name"))))
                .ok();
        try {
            api.post(
                            "/accounts/elements/ciscospark/transformations/polledroom",
                            Map.of(
                                    "vendorName",
                                    "channels",
                                    "fields",
                                    List.of(
                                            Map.of("path", "id", "vendorPath", "id"),
                                            Map.of("path", "name", "vendorPath", "title"))))
                    .ok();
            JsonNode instance = connect(Map.of(
                    "event.notification.hydrate",
                    "true",
                    "event.poller.configuration",
                    "{\"polledroom\":{\"url\":\"/hubs/collaboration/polledroom\",\"idField\":\"id\"}}"));
            poll(instance.path("id").asText());
            String room = room("In my words");
            poll(instance.path("id").asText());
            await(() -> told("polledroom", "CREATED").contains(room));
            JsonNode event = callback.posts().stream()
                    .flatMap(post -> post.message().path("events").valueStream())
                    .filter(one -> one.path("objectId").asText().equals(room))
                    .findFirst()
                    .orElseThrow();
            assertThat(event.path("newObject").path("name").asText()).isEqualTo("In my words");
            assertThat(event.path("newObject").has("title")).isFalse();
        } finally {
            api.delete("/accounts/elements/ciscospark/transformations");
            api.delete("/accounts/objects/definitions");
        }
    }

    private JsonNode connect(Map<String, Object> more) {
        return Spark.connect(api, "Polled", Spark.ADA, configuration(more));
    }

    private String room(String title) {
        return webex.post("/rooms", Map.of("title", title)).ok().path("id").asText();
    }

    private String message(String room, String text) {
        return webex.post("/messages", Map.of("roomId", room, "text", text))
                .ok()
                .path("id")
                .asText();
    }

    private static String record(String id, Instant changed) {
        return "{\"id\":\"" + id + "\",\"changed\":\"" + changed.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + "\"}";
    }

    /** Polls everything, and waits until that and the deliveries are done. */
    private void poll(String id) {
        String path = "/instances/" + id + "/events";
        Instant before = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        Callback.pause(1_100);
        api.post(path + "/polling", Map.of()).ok();
        await(() -> api.get(path + "/polling")
                .ok()
                .valueStream()
                .allMatch(row -> row.path("state").asText().equals("waiting")
                        && Instant.parse(row.path("lastPoll").asText("1970-01-01T00:00:00Z"))
                                .isAfter(before)));
        await(() -> api.get(path + "?state=waiting").ok().isEmpty());
    }

    private JsonNode state(String id) {
        return api.get("/instances/" + id + "/events/polling").ok().path(0);
    }

    /** The ids that the application was told, in the order in which it was. */
    private List<String> told(String objectType, String eventType) {
        return callback.posts().stream()
                .flatMap(post -> post.message().path("events").valueStream())
                .filter(event -> event.path("objectType").asText().equals(objectType)
                        && event.path("eventType").asText().equals(eventType))
                .map(event -> event.path("objectId").asText())
                .toList();
    }
}
