package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to an instance between its creation and its end. */
class InstanceLifeIT {
    private final Api api = Platform.API;

    @BeforeEach
    void calm() {
        Platform.SANDBOX.calm();
    }

    @Test
    void aDisabledInstanceRefusesHubCallsUntilItIsEnabled() {
        JsonNode instance = Spark.connect(api, "Switched", Spark.ADA);
        Api spark = Platform.as(instance);
        String byId = "/instances/" + instance.path("id") + "/enabled";
        assertThat(api.delete(byId).status()).isEqualTo(200);
        assertThat(spark.get("/channels").fault(403)).contains("disabled");
        assertThat(spark.get("/ping").fault(403)).contains("disabled");
        assertThat(spark.get("/objects").ok()).isNotEmpty();
        assertThat(api.get("/instances/" + instance.path("id"))
                        .ok()
                        .path("disabled")
                        .booleanValue())
                .isTrue();
        assertThat(api.put(byId).status()).isEqualTo(200);
        spark.get("/channels").ok();

        assertThat(spark.delete("/instances/enabled").status()).isEqualTo(200);
        spark.get("/channels").fault(403);
        assertThat(spark.send(
                                "PUT",
                                "/instances/enabled",
                                BodyPublishers.ofString("null"),
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(200);
        spark.get("/channels").ok();
    }

    @Test
    void aNewTokenEndsTheOldOneAtOnce() {
        JsonNode before = Spark.connect(api, "Token", Spark.ADA);
        Platform.as(before).get("/channels").ok();
        JsonNode after = api.put("/instances/" + before.path("id") + "/token").ok();
        assertThat(after.path("token").textValue())
                .isNotEqualTo(before.path("token").textValue());
        Platform.as(before).get("/channels").fault(401);
        Platform.as(before).get("/instances").fault(401);
        Platform.as(after).get("/channels").ok();
    }

    @Test
    void aDeletedInstanceIsGoneEverywhere() {
        JsonNode instance = Spark.connect(api, "Deleted", Spark.ADA);
        Api spark = Platform.as(instance);
        String path = "/instances/" + instance.path("id");
        spark.get("/channels").ok();
        assertThat(spark.delete("/instances").status()).isEqualTo(200);
        spark.get("/channels").fault(401);
        spark.get("/objects").fault(401);
        assertThat(api.get(path).fault(404)).isEqualTo("No instance found with ID " + instance.path("id"));
        api.delete(path).fault(404);
        api.patch(path, Map.of("name", "x")).fault(404);
        api.put(path + "/enabled").fault(404);
        api.put(path + "/token").fault(404);
        api.get(path + "/configuration").fault(404);
    }

    @Test
    void theConfigurationIsReadAndChangedEntryByEntry() {
        JsonNode instance = Spark.connect(api, "Entries", Spark.ADA, Map.of("own.key", "old"));
        String path = "/instances/" + instance.path("id") + "/configuration";
        Answer list = api.get(path);
        JsonNode entries = list.ok();
        assertThat(list.header("Elements-Returned-Count")).contains(Integer.toString(entries.size()));
        assertThat(list.header("Elements-Total-Count")).contains(Integer.toString(entries.size()));
        JsonNode own = entry(entries, "own.key").orElseThrow();
        assertThat(own.path("propertyValue").textValue()).isEqualTo("old");
        assertThat(own.path("id").isIntegralNumber()).isTrue();
        JsonNode secret = entry(entries, "oauth.api.secret").orElseThrow();
        assertThat(secret.path("propertyValue").textValue()).isEqualTo("********");

        JsonNode changed = api.patch(path + "/" + own.path("id"), Map.of("propertyValue", "new"))
                .ok();
        assertThat(changed.path("propertyValue").textValue()).isEqualTo("new");
        assertThat(changed.path("id")).isEqualTo(own.path("id"));
        assertThat(api.get(path + "/own.key").ok().path("propertyValue").textValue())
                .isEqualTo("new");
        assertThat(api.patch(path + "/own.key", Map.of("value", "newer"))
                        .ok()
                        .path("propertyValue")
                        .textValue())
                .isEqualTo("newer");
        assertThat(api.get("/instances/" + instance.path("id"))
                        .ok()
                        .path("configuration")
                        .path("own.key")
                        .textValue())
                .isEqualTo("newer");
        // A mask is no value.
        api.patch(path + "/" + secret.path("id"), Map.of("propertyValue", "********"))
                .ok();
        Platform.SANDBOX.expireAccessTokens();
        Platform.as(instance).get("/accounts").ok();
        api.get(path + "/no.such.key").fault(404);
        api.get(path + "/99999999").fault(404);
        api.patch(path + "/own.key", Map.of("something", "else")).fault(400);
    }

    @Test
    void everyEntryOfTheInstanceCanBePatchedByItsKey() {
        JsonNode instance = Spark.connect(api, "Callback", Spark.ADA);
        String path = "/instances/" + instance.path("id") + "/configuration";
        String key = "event.notification.callback.url";
        JsonNode changed = api.patch(path + "/" + key, Map.of("propertyValue", "https://app.example/events"))
                .ok();
        assertThat(changed.path("propertyValue").textValue()).isEqualTo("https://app.example/events");
        assertThat(api.get("/instances/" + instance.path("id"))
                        .ok()
                        .path("eventsNotificationCallbackUrl")
                        .textValue())
                .isEqualTo("https://app.example/events");
    }

    @Test
    void theElementTokenStandsForTheId() {
        JsonNode instance = Spark.connect(api, "By token", Spark.ADA);
        Api spark = Platform.as(instance);
        assertThat(spark.get("/instances").ok().path("id")).isEqualTo(instance.path("id"));
        assertThat(spark.patch("/instances", Map.of("name", "Patched"))
                        .ok()
                        .path("name")
                        .textValue())
                .isEqualTo("Patched");
        assertThat(spark.put("/instances", Map.of("tags", List.of("put")))
                        .ok()
                        .path("tags")
                        .path(0)
                        .textValue())
                .isEqualTo("put");
        assertThat(entry(spark.get("/instances/configuration").ok(), "oauth.api.key")
                        .orElseThrow()
                        .path("propertyValue")
                        .textValue())
                .isEqualTo(Sandbox.CLIENT_ID);
        JsonNode entries =
                spark.patch("/instances/configuration", Map.of("own.key", "v")).ok();
        assertThat(entry(entries, "own.key").orElseThrow().path("propertyValue").textValue())
                .isEqualTo("v");
        assertThat(spark.patch("/instances/configuration/own.key", Map.of("propertyValue", "w"))
                        .ok()
                        .path("propertyValue")
                        .textValue())
                .isEqualTo("w");
        assertThat(spark.get("/instances/configuration/own.key").ok())
                .isEqualTo(api.get("/instances/" + instance.path("id") + "/configuration/own.key")
                        .ok());
        assertThat(spark.get("/instances/docs/getChannels/definitions").ok())
                .isEqualTo(api.get("/instances/" + instance.path("id") + "/docs/getChannels/definitions")
                        .ok());
        assertThat(api.get("/instances/" + instance.path("id"))
                        .ok()
                        .path("name")
                        .textValue())
                .isEqualTo("Patched");
        api.patch("/instances", Map.of("name", "x")).fault(401);
        api.element("unknown").patch("/instances", Map.of("name", "x")).fault(401);
    }

    @Test
    void anInstanceIsReachedBelowItsElementToo() {
        JsonNode instance = Spark.connect(api, "Below", Spark.ADA);
        String path = "/elements/ciscospark/instances/" + instance.path("id");
        assertThat(api.get(path).ok())
                .isEqualTo(api.get("/instances/" + instance.path("id")).ok());
        assertThat(api.patch(path, Map.of("name", "Renamed")).ok().path("name").textValue())
                .isEqualTo("Renamed");
        api.get("/elements/nosuchthing/instances/" + instance.path("id")).fault(404);
        api.get("/elements/1832/instances/999999999").fault(404);
        assertThat(api.delete(path).ok().isMissingNode()).isTrue();
        api.get(path).fault(404);
    }

    @Test
    void theOrderAndSpacingOfTheCredentialsAreFree() {
        JsonNode instance = Spark.connect(api, "Order", Spark.ADA);
        String[] parts = Platform.as(instance).authorization().orElseThrow().split(", ", -1);
        List<String> spellings = List.of(
                String.join(",", parts),
                parts[2] + ", " + parts[0] + "," + parts[1],
                parts[1] + "," + parts[2] + ",  " + parts[0],
                parts[2].replace("Element", "element") + ", " + parts[0].replace("User", "USER"),
                parts[0] + ", " + parts[2]);
        for (String spelling : spellings) {
            api.authorized(spelling).get("/channels?pageSize=1").ok();
        }
        api.authorized(parts[0] + ", " + parts[2] + "x").get("/channels").fault(401);
        api.authorized(parts[2]).get("/channels").fault(401);
        api.authorized(parts[0] + "x, " + parts[1] + ", " + parts[2])
                .get("/channels")
                .fault(401);
        api.authorized(parts[0] + ", " + parts[1] + "x, " + parts[2])
                .get("/channels")
                .fault(401);
        api.authorized(parts[0]).get("/instances").fault(401);
        Platform.SERVER.anonymous().get("/instances").fault(401);
        assertThat(Platform.SERVER.anonymous().get("/channels").fault(401)).contains("User", "Element");
        assertThat(api.get("/channels").fault(401)).contains("Element");
    }

    @Test
    void tracingIsSwitched() {
        JsonNode instance = Spark.connect(api, "Traced", Spark.ADA);
        String path = "/instances/" + instance.path("id");
        assertThat(api.put(path + "/traceLogging")
                        .ok()
                        .path("traceLoggingEnabled")
                        .booleanValue())
                .isTrue();
        assertThat(api.get(path).ok().path("traceLoggingEnabled").booleanValue())
                .isTrue();
        assertThat(api.delete(path + "/traceLogging")
                        .ok()
                        .path("traceLoggingEnabled")
                        .booleanValue())
                .isFalse();
    }

    private static Optional<JsonNode> entry(JsonNode entries, String key) {
        return entries.valueStream()
                .filter(entry -> entry.path("key").textValue().equals(key))
                .findFirst();
    }
}
