package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What creating and changing an instance takes, checks and keeps. */
class ProvisioningIT {
    private static final String MASK = "********";

    private final Api api = Platform.API;

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
    }

    @Test
    void aCreateNamesEveryMissingEntryAtOnce() {
        for (Object body : List.of(
                Map.of("element", Map.of("key", "ciscospark"), "name", "x"),
                Spark.request("x", "", Map.of("oauth.api.key", "", "oauth.api.secret", "")))) {
            assertThat(api.post("/instances", body).fault(400))
                    .contains("oauth.api.key", "oauth.api.secret", "oauth.callback.url", "providerData.code");
        }
        assertThat(api.post("/elements/ciscospark/instances", Map.of("name", "x"))
                        .fault(400))
                .contains("oauth.api.key", "oauth.api.secret", "oauth.callback.url");
        assertThat(api.post("/instances", Map.of("name", "x")).fault(400)).contains("element");
        api.post("/instances", Map.of("name", "x", "element", Map.of("key", "nosuchthing")))
                .fault(404);
        api.post("/elements/nosuchthing/instances", Map.of("name", "x")).fault(404);
        api.get("/instances").fault(404);
    }

    @Test
    void anUpdateThatTakesRequiredEntriesAwayNamesEveryOneAndChangesNothing() {
        JsonNode instance = Spark.connect(api, "Kept", Spark.ADA);
        String path = "/instances/" + instance.path("id");
        Map<String, Object> nulls = new LinkedHashMap<>();
        nulls.put("oauth.api.key", null);
        nulls.put("oauth.api.secret", null);
        for (String method : List.of("PUT", "PATCH")) {
            assertThat(api.json(method, path, Map.of("name", "Changed", "configuration", nulls))
                            .fault(400))
                    .contains("oauth.api.key", "oauth.api.secret")
                    .doesNotContain("oauth.callback.url");
            assertThat(api.json(
                                    method,
                                    path,
                                    Map.of("configuration", Map.of("oauth.api.secret", "", "oauth.callback.url", "")))
                            .fault(400))
                    .contains("oauth.api.secret", "oauth.callback.url")
                    .doesNotContain("oauth.api.key");
        }
        assertThat(api.patch(path + "/configuration", nulls).fault(400)).contains("oauth.api.key", "oauth.api.secret");
        assertThat(api.get(path).ok().path("name").textValue()).isEqualTo("Kept");
        Platform.as(instance).get("/accounts").ok();
    }

    @Test
    void theReplyHasTheDocumentedMembersAndNoSecret() {
        JsonNode instance = Spark.connect(api, "Members", Spark.ADA);
        for (JsonNode reply : List.of(
                instance,
                api.get("/instances/" + instance.path("id")).ok(),
                api.get("/instances").ok().path(0))) {
            assertThat(reply.path("id").isIntegralNumber()).isTrue();
            assertThat(reply.path("token").textValue())
                    .isEqualTo(instance.path("token").textValue());
            assertThat(reply.path("valid").booleanValue()).isTrue();
            assertThat(reply.path("disabled").isBoolean()).isTrue();
            assertThat(reply.path("tags")).extracting(JsonNode::textValue).containsExactly("Members");
            assertThat(reply.path("createdDate").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            assertThat(reply.path("user").path("emailAddress").textValue()).isEqualTo(Server.ADMIN);
            assertThat(reply.path("user").has("firstName")).isTrue();
            JsonNode element = reply.path("element");
            assertThat(element.path("key").textValue()).isEqualTo("ciscospark");
            assertThat(element.path("hub").textValue()).isEqualTo("collaboration");
            assertThat(element.path("id")).isEqualTo(reply.path("elementId"));
            assertThat(reply.has("providerData")).isFalse();
            JsonNode configuration = reply.path("configuration");
            assertThat(configuration.valueStream().allMatch(value -> value.isTextual() || value.isNull()))
                    .isTrue();
            assertThat(configuration.path("oauth.api.secret").textValue()).isEqualTo(MASK);
            assertThat(configuration.path("oauth.user.token").textValue()).isEqualTo(MASK);
            assertThat(configuration.path("oauth.user.refresh_token").textValue())
                    .isEqualTo(MASK);
            assertThat(configuration.path("oauth.user.refresh_interval").textValue())
                    .isEqualTo("1209599");
            assertThat(configuration.path("oauth.user.refresh_time").textValue())
                    .matches("\\d{13}");
            assertThat(configuration.path("filter.response.nulls").textValue()).isEqualTo("true");
            assertThat(configuration.path("event.notification.enabled").textValue())
                    .isEqualTo("false");
            assertThat(configuration.path("event.vendor.type").textValue()).isEqualTo("webhooks");
            assertThat(reply.toString()).doesNotContain(Sandbox.CLIENT_SECRET);
        }
    }

    @Test
    void aReplySentBackChangesNothingAndTheTokensStillWork() {
        JsonNode created = Spark.connect(api, "Round trip", Spark.ADA, Map.of("own.key", "own value"));
        String path = "/instances/" + created.path("id");
        JsonNode before = api.get(path).ok();
        Platform.SANDBOX.forgetCalls();
        api.put(path, before).ok();
        api.patch(path, before).ok();
        assertThat(Platform.SANDBOX.received()).isZero();
        JsonNode after = api.get(path).ok();
        assertThat(sorted(after)).isEqualTo(sorted(before));
        Platform.as(created).get("/accounts").ok();
        // The stored refresh token and client secret too: the next call needs both.
        Platform.SANDBOX.expireAccessTokens();
        Platform.as(created).get("/accounts").ok();
        assertThat(Platform.SANDBOX.tokenCalls("refresh_token")).isEqualTo(1);
    }

    private static Map<String, JsonNode> sorted(JsonNode instance) {
        Map<String, JsonNode> members = new TreeMap<>();
        instance.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        members.remove("updatedDate");
        return members;
    }

    @Test
    void valuesOfAnyKindAreKeptAsTextsAndUnknownMembersAreIgnored() {
        Map<String, Object> body = Spark.request("Kinds", Spark.code(api, Spark.ADA), Spark.application());
        Map<String, Object> configuration = Spark.application();
        configuration.put("filter.response.nulls", false);
        configuration.put("some.number", 12);
        configuration.put("some.object", Map.of("a", List.of(1)));
        body.put("configuration", configuration);
        body.put("someUnknownMember", List.of(1, 2));
        JsonNode stored = api.post("/elements/1832/instances", body).ok().path("configuration");
        assertThat(stored.path("filter.response.nulls").textValue()).isEqualTo("false");
        assertThat(stored.path("some.number").textValue()).isEqualTo("12");
        assertThat(stored.path("some.object").textValue()).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void markupIsReducedToItsTextInNamesAndTags() {
        Map<String, Object> body = Spark.request(
                "<i>Team</i> <script>alert(1)</script>chat", Spark.code(api, Spark.ADA), Spark.application());
        JsonNode created = api.post("/instances", body).ok();
        assertThat(created.path("name").textValue()).startsWith("Team").doesNotContain("<", "script");
        String path = "/instances/" + created.path("id");
        JsonNode changed = api.put(path, Map.of("name", "<b>x</b>", "tags", List.of("<u>t</u>", "plain")))
                .ok();
        assertThat(changed.path("name").textValue()).isEqualTo("x");
        assertThat(changed.path("tags")).extracting(JsonNode::textValue).containsExactly("t", "plain");
    }

    @Test
    void tagsDefaultToTheNameAreReplacedAsAWholeAndCanBeEmptied() {
        JsonNode created = Spark.connect(api, "<b>Tagged</b>", Spark.ADA);
        assertThat(created.path("tags")).extracting(JsonNode::textValue).containsExactly("Tagged");
        String path = "/instances/" + created.path("id");
        JsonNode renamed = api.patch(path, Map.of("name", "Renamed")).ok();
        assertThat(renamed.path("tags")).extracting(JsonNode::textValue).containsExactly("Tagged");
        assertThat(api.patch(path, Map.of("tags", List.of("a", "b"))).ok().path("tags"))
                .extracting(JsonNode::textValue)
                .containsExactly("a", "b");
        assertThat(api.put(path, Map.of("tags", List.of())).ok().path("tags")).isEmpty();
        assertThat(api.get(path).ok().path("name").textValue()).isEqualTo("Renamed");
    }

    @Test
    void commonKeysAreTypeChecked() {
        JsonNode instance = Spark.connect(api, "Typed", Spark.ADA);
        String path = "/instances/" + instance.path("id");
        Map<String, String> wrong = Map.of(
                "event.notification.enabled", "maybe",
                "event.vendor.type", "pigeon",
                "event.notification.type", "email",
                "event.notification.callback.url", "ftp://example.com/x",
                "filter.response.nulls", "perhaps",
                "base.url", "no url");
        wrong.forEach((key, value) -> {
            assertThat(api.patch(path, Map.of("configuration", Map.of(key, value)))
                            .fault(400))
                    .contains(key);
            assertThat(api.patch(path + "/configuration", Map.of(key, value)).fault(400))
                    .contains(key);
        });
        assertThat(api.patch(path, Map.of("configuration", wrong)).fault(400)).contains(wrong.keySet());
        for (String spelling : List.of("webhook", "webhooks", "polling")) {
            JsonNode changed = api.patch(path, Map.of("configuration", Map.of("event.vendor.type", spelling)))
                    .ok();
            assertThat(changed.path("configuration").path("event.vendor.type").textValue())
                    .isEqualTo(spelling);
        }
        JsonNode called = api.patch(
                        path,
                        Map.of("configuration", Map.of("event.notification.callback.url", "https://app.example/e")))
                .ok();
        assertThat(called.path("eventsNotificationCallbackUrl").textValue()).isEqualTo("https://app.example/e");
    }

    @Test
    void tokensThatExistAreTakenOverWithoutACall() {
        JsonNode tokens = Platform.SANDBOX.issueTokens(Spark.BOB);
        Map<String, Object> configuration = Spark.application();
        configuration.put("oauth.user.token", tokens.path("access_token").textValue());
        configuration.put(
                "oauth.user.refresh_token", tokens.path("refresh_token").textValue());
        Map<String, Object> body = Spark.request("Taken over", "", configuration);
        body.remove("providerData");
        body.put("externalAuthentication", "initial");
        Platform.SANDBOX.forgetCalls();
        JsonNode instance = api.post("/instances", body).ok();
        assertThat(Platform.SANDBOX.received()).isZero();
        assertThat(instance.path("externalAuthentication").textValue()).isEqualTo("initial");
        long issued = Long.parseLong(
                instance.path("configuration").path("oauth.user.refresh_time").textValue());
        assertThat(System.currentTimeMillis() - issued).isBetween(-1_000L, 60_000L);
        Api spark = Platform.as(instance);
        assertThat(spark.get("/accounts").ok().path("emails").path(0).textValue())
                .isEqualTo(Spark.BOB);
        Platform.SANDBOX.expireAccessTokens();
        spark.get("/accounts").ok();
        assertThat(Platform.SANDBOX.tokenCalls("refresh_token")).isEqualTo(1);

        body.put("configuration", Spark.application());
        assertThat(api.post("/instances", body).fault(400)).contains("oauth.user.token");
    }

    @Test
    void aTokenThatTheCallerKeepsUpToDateIsNeverRefreshed() {
        JsonNode tokens = Platform.SANDBOX.issueTokens(Spark.ADA);
        Map<String, Object> configuration = Spark.application();
        configuration.put("oauth.user.token", tokens.path("access_token").textValue());
        configuration.put(
                "oauth.user.refresh_token", tokens.path("refresh_token").textValue());
        Map<String, Object> body = Spark.request("Kept by the caller", "", configuration);
        body.remove("providerData");
        body.put("externalAuthentication", "always");
        JsonNode instance = api.post("/instances", body).ok();
        Api spark = Platform.as(instance);
        spark.get("/accounts").ok();
        Platform.SANDBOX.forgetCalls();
        Platform.SANDBOX.expireAccessTokens();
        spark.get("/accounts").fault(401);
        assertThat(Platform.SANDBOX.tokenCalls("refresh_token")).isZero();

        String fresh =
                Platform.SANDBOX.issueTokens(Spark.ADA).path("access_token").textValue();
        api.patch("/instances/" + instance.path("id"), Map.of("configuration", Map.of("oauth.user.token", fresh)))
                .ok();
        spark.get("/accounts").ok();
    }

    @Test
    void aWordThatIsNoExternalAuthenticationIsRefused() {
        Map<String, Object> body = Spark.request("x", "c", Spark.application());
        body.put("externalAuthentication", "sometimes");
        assertThat(api.post("/instances", body).fault(400)).contains("externalAuthentication");
    }

    @Test
    void aPutWithANewCodeAuthenticatesAgain() {
        JsonNode instance = Spark.connect(api, "Again", Spark.ADA);
        Api spark = Platform.as(instance);
        Platform.SANDBOX.revokeAll();
        spark.get("/accounts").fault(401);
        String path = "/instances/" + instance.path("id");
        assertThat(api.get(path).ok().path("valid").booleanValue()).isFalse();

        api.put(path, Map.of("providerData", Map.of("code", "garbage"))).providerFault(400);
        JsonNode renewed = api.put(path, Map.of("providerData", Map.of("code", Spark.code(api, Spark.BOB))))
                .ok();
        assertThat(renewed.path("valid").booleanValue()).isTrue();
        assertThat(renewed.path("token")).isEqualTo(instance.path("token"));
        assertThat(spark.get("/accounts").ok().path("emails").path(0).textValue())
                .isEqualTo(Spark.BOB);

        String elementPath = "/elements/ciscospark/instances/" + instance.path("id");
        api.put(elementPath, Map.of("providerData", Map.of("code", Spark.code(api, Spark.ADA))))
                .ok();
        assertThat(spark.get("/accounts").ok().path("emails").path(0).textValue())
                .isEqualTo(Spark.ADA);
    }

    @Test
    void theObjectsComeWithTheReplyWhenAskedFor() {
        Map<String, Object> body = Spark.request("Objects", Spark.code(api, Spark.ADA), Spark.application());
        body.put("retrieveObjectsAfterInstantiation", true);
        assertThat(api.post("/instances", body).ok().path("objects"))
                .extracting(object -> object.path("name").textValue())
                .contains("channels", "users");
    }
}
