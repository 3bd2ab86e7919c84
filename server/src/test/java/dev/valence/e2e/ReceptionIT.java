package dev.valence.e2e;

import static dev.valence.e2e.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events on their way in, by the provider's webhooks. */
class ReceptionIT {
    private static final String SECRET = "sandbox-secret";
    private static final int PAIRS = 10;

    private static Server server;
    private static Api api;
    private final Callback callback = Callback.start();
    private final Api webex = Platform.SANDBOX.direct(Spark.ADA);

    /** Looks at the webhooks every two seconds, which is no setting for the other tests. */
    @BeforeAll
    static void start() {
        server = Server.start(
                Workspace.folder("reception").resolve("data"),
                Platform.SANDBOX,
                Map.of("VALENCE_PROVIDER_TIMEOUT", "3s", "VALENCE_EVENTS_RECONCILE_INTERVAL", "2s"));
        api = server.api();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances(api);
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
        assertThat(api.get("/instances/" + instance.path("id")).ok().toString()).doesNotContain("whsec_");

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
        assertThat(api.get("/instances/" + instance.path("id") + "/events?objectType=messages")
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
        api.post("/accounts/objects/room/definitions", Map.of("fields", List.of(Map.of("path", "name"))))
                .ok();
        api.post(
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
            Platform.deleteAllInstances(api);
            api.delete("/accounts/elements/ciscospark/transformations");
            api.delete("/accounts/objects/definitions");
        }
    }

    @Test
    void anObjectThatNobodyKnowsIsRefused() {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("event.objects", "messages");
        JsonNode instance = connect(configuration);
        assertThat(api.patch(
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
        api.patch(path, Map.of("configuration", Map.of("event.notification.enabled", "false")))
                .ok();
        assertThat(registered(instance)).isEmpty();
        api.patch(path, Map.of("configuration", Map.of("event.notification.enabled", "true")))
                .ok();
        assertThat(registered(instance)).hasSize(PAIRS);
        api.patch(path, Map.of("configuration", Map.of("event.objects", "messages")))
                .ok();
        assertThat(registered(instance)).hasSize(3);
        api.delete(path).ok();
        assertThat(registered(instance)).isEmpty();
    }

    @Test
    void aChangeThatIsRefusedLeavesTheWebhooksAsTheyWere() {
        JsonNode instance = connect(Map.of());
        String nothing = "{\"a\":{\"url\":\"/hubs/collaboration/nope\",\"idField\":\"id\"}}";
        String message = api.patch(
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
        api.put("/instances/" + instance.path("id"), Spark.request("Events", Spark.code(api, Spark.BOB), Map.of()))
                .ok();
        assertThat(registered(instance)).as("of the one before").isEmpty();
        Api bob = Platform.SANDBOX.direct(Spark.BOB);
        assertThat(bob.get("/webhooks")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(hook -> hook.path("name").asText().startsWith("Valence " + instance.path("id") + " ")))
                .hasSize(PAIRS);
        String body = EventPostsIT.post("m1", "2026-01-15T09:30:00.123Z");
        EventPostsIT.send(server, instance, body, EventPostsIT.sign(body)).fault(401);
    }

    @Test
    void anInstanceWhoseWebhooksAreRefusedIsNotMade() {
        Platform.SANDBOX.fault("/webhooks", "status", Map.of("status", 403, "count", 20));
        Map<String, Object> configuration = Spark.application();
        configuration.put("event.notification.enabled", "true");
        Answer answer = api.post("/instances", Spark.request("Refused", Spark.code(api, Spark.ADA), configuration));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(api.get("/instances").status()).isEqualTo(404);
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

    private JsonNode connect(Map<String, Object> more) {
        Map<String, Object> configuration = new LinkedHashMap<>(Map.of(
                "event.notification.enabled",
                "true",
                "event.notification.callback.url",
                callback.url(),
                "event.vendor.signature.key",
                SECRET));
        configuration.putAll(more);
        return Spark.connect(api, "Events", Spark.ADA, configuration);
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
                                + EventPostsIT.code(instance.path("id").asText())))
                .toList();
    }

    private static boolean is(Callback.Post post, String objectType, String eventType) {
        return Optional.of(post.message().path("events").path(0))
                .filter(event -> event.path("objectType").asText().equals(objectType))
                .filter(event -> event.path("eventType").asText().equals(eventType))
                .isPresent();
    }
}
