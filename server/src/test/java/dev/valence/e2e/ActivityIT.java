package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of an instance, as they can be looked at afterwards. */
class ActivityIT {
    private final Console console = Console.logIn(Platform.SERVER);
    private JsonNode instance = Api.JSON.createObjectNode();

    @BeforeEach
    void anInstanceIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
        instance = Spark.connect(Platform.API, "Watched", Spark.ADA);
    }

    @Test
    void everyCallIsFoundByItsRequestIdWithTheTimesOfItsSteps() {
        Answer answer = Platform.as(instance).get("/channels?pageSize=2");
        JsonNode call = detail(answer);

        assertThat(call.path("status").asInt()).isEqualTo(200);
        assertThat(call.path("path").asText()).endsWith("/channels?pageSize=2");
        assertThat(call.path("steps"))
                .extracting(step -> step.path("name").asText())
                .containsExactly("credentials", "resource", "body", "request", "authorize", "send", "reply");
        double total = call.path("durationMs").asDouble();
        assertThat(call.path("steps"))
                .allSatisfy(step -> assertThat(step.path("startMs").asDouble()
                                + step.path("durationMs").asDouble())
                        .isLessThanOrEqualTo(total + 0.01));
        JsonNode sent = call.path("vendorRequests").path(0);
        assertThat(sent.path("url").asText()).contains("/webex/v1/rooms");
        assertThat(sent.path("status").asInt()).isEqualTo(200);
        assertThat(call.has("request")).isFalse();
        assertThat(sent.has("headers")).isFalse();
    }

    @Test
    void failuresRenewalsAndRefusalsAreRecordedToo() {
        Platform.SANDBOX.expireAccessTokens();
        JsonNode renewed = detail(Platform.as(instance).get("/channels?pageSize=1"));
        assertThat(renewed.path("vendorRequests")).hasSize(2);
        assertThat(renewed.path("vendorRequests").path(0).path("status").asInt())
                .isEqualTo(401);
        assertThat(renewed.path("steps"))
                .extracting(step -> step.path("name").asText())
                .contains("renew");

        JsonNode missing = detail(Platform.as(instance).get("/channels/nosuch"));
        assertThat(missing.path("status").asInt()).isEqualTo(404);
        assertThat(missing.path("providerMessage").asText()).isNotBlank();
        JsonNode method = detail(Platform.as(instance).delete("/channels"));
        assertThat(method.path("status").asInt()).isEqualTo(405);
        assertThat(method.path("vendorRequests")).isEmpty();
    }

    @Test
    void headersAndBodiesAreKeptOnlyWhileTheInstanceIsTracedAndWithoutSecrets() {
        Platform.API.put("/instances/" + instance.path("id") + "/traceLogging").ok();
        String room = Platform.as(instance)
                .get("/channels?pageSize=1")
                .ok()
                .path(0)
                .path("id")
                .asText();
        Answer posted = Platform.as(instance)
                .post("/channels/" + room + "/messages", Map.of("text", "hello there", "password", "pa55word"));
        JsonNode call = detail(posted);

        assertThat(call.path("traced").asBoolean()).isTrue();
        assertThat(call.path("request").path("body").asText()).contains("hello there");
        assertThat(call.path("vendorRequests").path(0).path("responseBody").asText())
                .contains("hello there");
        assertThat(call.path("response").path("body").asText()).contains("hello there");
        assertThat(call.toString())
                .doesNotContain("pa55word", instance.path("token").asText())
                .contains("\"Authorization\":\"********\"");

        JsonNode list = detail(Platform.as(instance).get("/users/me"));
        assertThat(list.path("response").path("body").asText()).contains(Spark.ADA);
    }

    @Test
    void aListIsSearchedAndGoneThroughByCursor() {
        for (int i = 0; i < 3; i++) {
            Platform.as(instance).get("/channels?pageSize=1").ok();
        }
        detail(Platform.as(instance).get("/channels/nosuch"));

        String path = "/elements/api-v2/instances/" + instance.path("id") + "/activity";
        JsonNode first = console.get(path + "?pageSize=3").ok();
        assertThat(first.path("items")).hasSize(3);
        JsonNode second = console.get(
                        path + "?pageSize=3&before=" + first.path("next").asText())
                .ok();
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        assertThat(console.get(path + "?status=4xx").ok().path("items")).hasSize(1);
        assertThat(console.get("/console/activity?text=nosuch&instance=" + instance.path("id"))
                        .ok()
                        .path("items"))
                .hasSize(1);
        console.get(path + "?status=9").fault(400);
        console.get(path + "?before=x").fault(400);
        console.get("/console/activity/999999999").fault(404);
        Console.site(Platform.SERVER).get("/console/activity").fault(401);
        assertThat(console.get("/console/instances/" + instance.path("id")).ok().has("lastUsed"))
                .isTrue();
    }

    @Test
    void aLiveViewShowsCallsAsTheyAreMade() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(Platform.SERVER.url() + "/console/activity/stream?instance=" + instance.path("id")))
                .header("Cookie", console.cookie())
                .build();
        InputStream events = client.send(request, BodyHandlers.ofInputStream()).body();
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> begun = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> read(events, begun, first));
        begun.get(10, TimeUnit.SECONDS);

        Answer answer = Platform.as(instance).get("/channels?pageSize=1");

        JsonNode event = Api.JSON.readTree(first.get(10, TimeUnit.SECONDS));
        assertThat(event.path("requestId").asText())
                .isEqualTo(answer.header("Elements-Request-Id").orElseThrow());
        events.close();
    }

    private static void read(InputStream events, CompletableFuture<String> begun, CompletableFuture<String> first) {
        try (var lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                begun.complete(line);
                if (line.startsWith("data:")) {
                    first.complete(line.substring(5));
                }
            }
        } catch (IOException closed) {
            first.completeExceptionally(closed);
        }
    }

    /** The recorded call of an answer, which is written a moment after it. */
    private JsonNode detail(Answer answer) {
        String id = answer.header("Elements-Request-Id").orElseThrow();
        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < limit) {
            JsonNode items =
                    console.get("/console/activity?requestId=" + id).ok().path("items");
            if (!items.isEmpty()) {
                return console.get("/console/activity/" + items.path(0).path("id"))
                        .ok();
            }
            pause();
        }
        throw new AssertionError("The call " + id + " was not recorded");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
