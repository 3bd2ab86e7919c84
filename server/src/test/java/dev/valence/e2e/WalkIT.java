package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documented way, step by step as a person goes it, and the ways it can end early. */
class WalkIT {
    private final Api api = Platform.API;

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
    }

    @Test
    void thePersonConsentsAndTheInstanceWorksUntilItIsDeleted() {
        JsonNode url = api.get("/elements/ciscospark/oauth/url?apiKey=" + Sandbox.CLIENT_ID + "&apiSecret="
                        + Sandbox.CLIENT_SECRET + "&callbackUrl=" + Consent.encode(Spark.CALLBACK)
                        + "&state=my%20state")
                .ok();
        assertThat(url.path("element").textValue()).isEqualTo("ciscospark");
        URI page = URI.create(url.path("oauthUrl").textValue());
        assertThat(page.toString()).startsWith(Platform.SANDBOX.webex() + "/v1/authorize?");
        assertThat(Consent.query(page))
                .containsEntry("client_id", Sandbox.CLIENT_ID)
                .containsEntry("redirect_uri", Spark.CALLBACK)
                .doesNotContainValue(Sandbox.CLIENT_SECRET);

        Map<String, String> redirect = Consent.decide(page, Spark.ADA, "allow");
        assertThat(redirect).containsEntry("state", "my state");

        JsonNode instance = api.post(
                        "/instances",
                        Spark.request("Team <b>chat</b>", redirect.getOrDefault("code", ""), Spark.application()))
                .ok();
        assertThat(instance.path("name").textValue()).isEqualTo("Team chat");
        assertThat(instance.path("valid").booleanValue()).isTrue();
        assertThat(instance.path("configuration").path("oauth.user.token").textValue())
                .isEqualTo("********");
        Api spark = Platform.as(instance);
        assertThat(spark.get("/ping").ok().path("endpoint").textValue()).isEqualTo("ciscospark");
        assertThat(spark.get("/accounts").ok().path("emails").path(0).textValue())
                .isEqualTo(Spark.ADA);

        channelsAndMessages(spark);
        peopleAndTeams(spark);

        Answer deleted = api.delete("/instances/" + instance.path("id"));
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        spark.get("/channels").fault(401);
        assertThat(api.get("/instances").fault(404)).isEqualTo("No instances found");
    }

    private static void channelsAndMessages(Api spark) {
        JsonNode channel = spark.post("/hubs/collaboration/channels", Map.of("title", "Walk"))
                .ok();
        String path = "/channels/" + channel.path("id").textValue();
        assertThat(spark.get("/channels").column("title")).contains("Walk");
        spark.patch(path, Map.of("title", "Walked")).ok();
        assertThat(spark.get(path).ok().path("title").textValue()).isEqualTo("Walked");

        JsonNode message =
                spark.post(path + "/messages", Map.of("markdown", "**hello**")).ok();
        String messagePath = "/messages/" + message.path("id").textValue();
        assertThat(spark.get(path + "/messages").column("id"))
                .containsExactly(message.path("id").textValue());
        assertThat(spark.get(messagePath).ok().path("text").textValue()).isEqualTo("hello");
        spark.delete(messagePath).ok();
        spark.get(messagePath).providerFault(404);

        JsonNode member =
                spark.post(path + "/users", Map.of("personEmail", Spark.BOB)).ok();
        assertThat(spark.get(path + "/users").column("personEmail")).contains(Spark.ADA, Spark.BOB);
        spark.delete(path + "/users/" + member.path("id").textValue()).ok();
        assertThat(spark.get(path + "/users").column("personEmail")).containsExactly(Spark.ADA);

        Answer deleted =
                spark.send("DELETE", path, BodyPublishers.ofString("null"), "Content-Type", "application/json");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        spark.get(path).providerFault(404);
    }

    private static void peopleAndTeams(Api spark) {
        JsonNode bob = spark.get("/users?where=" + Consent.encode("email='" + Spark.BOB + "'"))
                .ok()
                .path(0);
        assertThat(spark.get("/users/" + bob.path("id").textValue())
                        .ok()
                        .path("emails")
                        .path(0)
                        .textValue())
                .isEqualTo(Spark.BOB);
        JsonNode group = spark.post("/groups", Map.of("name", "Walkers")).ok();
        String path = "/groups/" + group.path("id").textValue();
        assertThat(spark.get("/groups").column("name")).contains("Walkers");
        spark.post(path + "/users", Map.of("personEmail", Spark.BOB)).ok();
        assertThat(spark.get(path + "/users").column("personEmail")).contains(Spark.BOB);
        spark.delete(path).ok();
        assertThat(spark.get("/groups").column("name")).doesNotContain("Walkers");
    }

    @Test
    void theStateIsTheElementKeyUnlessGiven() {
        assertThat(Consent.query(Spark.consentPage(api))).containsEntry("state", "ciscospark");
        JsonNode posted = api.post(
                        "/elements/ciscospark/oauth/url",
                        Map.of(
                                "apiKey",
                                "k",
                                "apiSecret",
                                "s",
                                "callbackUrl",
                                Spark.CALLBACK,
                                "scope",
                                "spark:rooms_read"))
                .ok();
        assertThat(Consent.query(URI.create(posted.path("oauthUrl").textValue())))
                .containsEntry("client_id", "k")
                .containsEntry("scope", "spark:rooms_read")
                .containsEntry("response_type", "code");
    }

    @Test
    void whoeverDeniesGetsNoInstance() {
        Map<String, String> redirect = Consent.decide(Spark.consentPage(api), Spark.ADA, "deny");
        assertThat(redirect).containsEntry("error", "access_denied").doesNotContainKey("code");
        Map<String, Object> body = Spark.request("Denied", "", Spark.application());
        body.put("providerData", redirect);
        assertThat(api.post("/instances", body).providerFault(400)).isNotBlank();
        nothingIsLeft();
    }

    @Test
    void aCodeWorksOnce() {
        String code = Spark.code(api, Spark.ADA);
        JsonNode first = api.post("/instances", Spark.request("First", code, Spark.application()))
                .ok();
        Answer second = api.post("/instances", Spark.request("Second", code, Spark.application()));
        assertThat(second.status()).isBetween(400, 499);
        second.providerFault(second.status());
        assertThat(api.get("/instances").column("name")).containsExactly("First");
        assertThat(first.path("id").isIntegralNumber()).isTrue();
    }

    @Test
    void aRefusedExchangeLeavesNothingBehind() {
        Map<String, Object> wrongSecret = Spark.application();
        wrongSecret.put("oauth.api.secret", "wrong");
        Map<String, Object> wrongRedirect = Spark.application();
        wrongRedirect.put("oauth.callback.url", "http://localhost:9999/elsewhere");
        Map<String, Object> requests = new LinkedHashMap<>();
        requests.put("wrong secret", Spark.request("x", Spark.code(api, Spark.ADA), wrongSecret));
        requests.put("wrong redirect", Spark.request("x", Spark.code(api, Spark.ADA), wrongRedirect));
        requests.put("garbage code", Spark.request("x", "no such code", Spark.application()));
        requests.forEach((what, body) -> {
            Answer answer = api.post("/instances", body);
            assertThat(answer.status()).as(what).isBetween(400, 499);
            answer.providerFault(answer.status());
            assertThat(answer.text()).as(what).doesNotContain(Sandbox.CLIENT_SECRET);
            nothingIsLeft();
        });
    }

    @Test
    void anUnreachableProviderIsABadGateway() {
        Map<String, Object> configuration = Spark.application();
        configuration.put("oauth.token.url", "http://localhost:" + Workspace.freePort() + "/token");
        String code = Spark.code(api, Spark.ADA);
        api.post("/instances", Spark.request("x", code, configuration)).fault(502);
        nothingIsLeft();
    }

    @Test
    void aProviderThatBreaksDuringTheExchangeIsABadGateway() {
        for (String kind : new String[] {"reset", "truncate"}) {
            String code = Spark.code(api, Spark.ADA);
            Platform.SANDBOX.fault("/access_token", kind, Map.of());
            api.post("/instances", Spark.request("x", code, Spark.application()))
                    .fault(502);
            nothingIsLeft();
        }
        String code = Spark.code(api, Spark.ADA);
        Platform.SANDBOX.answerOnce("/access_token", 500);
        api.post("/instances", Spark.request("x", code, Spark.application())).fault(502);
        nothingIsLeft();
    }

    private void nothingIsLeft() {
        assertThat(api.get("/instances").fault(404)).isEqualTo("No instances found");
    }
}
