package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls whose answer goes to a callback. */
class AsyncIT {
    private final Api api = Platform.API;
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
    void theAnswerGoesToTheCallbackOfTheCallSignedByTheInstance() throws IOException {
        JsonNode instance = Spark.connect(
                api,
                "Async",
                Spark.ADA,
                Map.of(
                        "event.notification.signature.key",
                        "k3y",
                        "event.notification.callback.url",
                        "http://127.0.0.1:9/unused"));
        Answer begun = Platform.as(instance)
                .send(
                        "POST",
                        "/hubs/collaboration/channels",
                        BodyPublishers.ofString("{\"title\": \"Later\"}"),
                        "Content-Type",
                        "application/json",
                        "Elements-Async-Request",
                        "True",
                        "elements-async-callback-URL",
                        callback.url() + "/later");
        assertThat(begun.ok().path("eventStatus").asText()).isEqualTo("dispatched");
        assertThat(begun.json().path("eventId").isIntegralNumber()).isTrue();

        Callback.Post post = callback.await(1).getFirst();
        assertThat(post.path()).endsWith("/later");
        assertThat(post.header("Elements-Webhook-Signature").orElse("")).startsWith("sha256=");
        JsonNode told = Api.JSON.readTree(post.body());
        assertThat(told.path("eventId")).isEqualTo(begun.json().path("eventId"));
        assertThat(told.path("instanceId")).isEqualTo(instance.path("id"));
        assertThat(told.path("response").path("title").asText()).isEqualTo("Later");
    }

    @Test
    void withoutAnAddressTheInstancesCallbackIsToldAlsoOfFailures() throws IOException {
        JsonNode instance =
                Spark.connect(api, "Async", Spark.ADA, Map.of("event.notification.callback.url", callback.url()));
        Api spark = Platform.as(instance);
        spark.get("/channels?pageSize=1", "Elements-Async-Request", "true").ok();
        assertThat(Api.JSON
                        .readTree(callback.await(1).getFirst().body())
                        .path("response")
                        .isArray())
                .isTrue();
        spark.get("/channels/nonsense", "Elements-Async-Request", "true").ok();
        JsonNode failure = Api.JSON.readTree(callback.await(2).getLast().body()).path("response");
        assertThat(failure.path("message").asText()).isNotBlank();
        assertThat(failure.path("requestId").asText()).matches("[0-9a-f]{24}");
    }

    @Test
    void aFormulaMayBeTheCallback() {
        JsonNode instance = Spark.connect(api, "Async", Spark.ADA);
        JsonNode formula = api.post("/formulas", Map.of("name", "Told", "triggers", List.of(Map.of("type", "manual"))))
                .ok();
        String path = "/formulas/" + formula.path("id") + "/instances";
        JsonNode told = api.post(path, Map.of("name", "Told")).ok();
        try {
            String executions = "/formulas/instances/" + told.path("id") + "/executions";
            JsonNode begun = Platform.as(instance)
                    .get("/accounts?x=1", "Elements-Async-Request", "true", "Elements-Async-Callback-Url", executions)
                    .ok();
            assertThat(begun.has("eventId"))
                    .as("/accounts may be the platform's")
                    .isFalse();
            Platform.as(instance)
                    .get("/me", "Elements-Async-Request", "true", "Elements-Async-Callback-Url", executions)
                    .ok();
            Await.await(() -> !api.get(executions).ok().isEmpty());
            assertThat(api.get(executions).ok()).hasSize(1);
        } finally {
            api.delete(path + "/" + told.path("id")).ok();
            api.delete("/formulas/" + formula.path("id")).ok();
        }
    }

    @Test
    void whatCannotBeAnsweredLaterIsRefusedAtOnce() {
        JsonNode instance = Spark.connect(api, "Async", Spark.ADA);
        Api spark = Platform.as(instance);
        assertThat(spark.get("/channels", "Elements-Async-Request", "true").fault(400))
                .contains("Elements-Async-Callback-Url", "event.notification.callback.url");
        for (String address : List.of("ftp://app.example", "//app.example", "app.example")) {
            spark.get("/channels", "Elements-Async-Request", "true", "Elements-Async-Callback-Url", address)
                    .fault(400);
        }
        String user = api.authorization().orElseThrow().replaceAll(", Organization.*", "");
        Api withoutOrganization = new Api(
                api.base(),
                Optional.of(user + ", Element " + instance.path("token").asText()));
        withoutOrganization.get("/channels").ok();
        assertThat(withoutOrganization
                        .get("/me", "Elements-Async-Request", "true", "Elements-Async-Callback-Url", "/formulas")
                        .fault(401))
                .as("a platform path takes what the platform takes")
                .contains("Organization");
        api.element("unknown")
                .get("/channels", "Elements-Async-Request", "true", "Elements-Async-Callback-Url", callback.url())
                .fault(401);
        spark.get("/channels", "Elements-Async-Request", "false").ok();
        spark.get("/instances", "Elements-Async-Request", "true").ok();
    }
}
