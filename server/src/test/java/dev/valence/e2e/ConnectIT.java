package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way through the browser, from the catalog to a connected account or to words that help. */
class ConnectIT {
    private static final String APPLICATION = "/elements/api-v2/elements/ciscospark/oauth/url/default";

    private final Console console = Console.logIn(Platform.SERVER);

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
        console.put(APPLICATION, Map.of("apiKey", Sandbox.CLIENT_ID, "apiSecret", Sandbox.CLIENT_SECRET))
                .ok();
    }

    @AfterEach
    void noApplicationIsLeft() {
        console.delete(APPLICATION);
    }

    @Test
    void withAStoredApplicationANameIsAllThatIsNeeded() {
        JsonNode begun = begin(Map.of("elementKey", "ciscospark", "name", "Team chat"));
        URI page = URI.create(begun.path("authorizationUrl").asText());
        assertThat(Consent.query(page))
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", redirectUri())
                .hasEntrySatisfying("state", state -> assertThat(state).hasSize(43));
        assertThat(status(begun).path("status").asText()).isEqualTo("waiting");
        assertThat(status(begun).path("authorizationUrl")).isEqualTo(begun.path("authorizationUrl"));

        String place = console.comeBack(Consent.address(page, Spark.ADA, "allow"));

        assertThat(place).isEqualTo("/connections/" + begun.path("id"));
        JsonNode done = status(begun);
        assertThat(done.path("status").asText()).isEqualTo("connected");
        assertThat(done.has("authorizationUrl")).isFalse();
        long instance = done.path("instanceId").asLong();
        assertThat(console.through(instance, "/accounts")
                        .ok()
                        .path("emails")
                        .path(0)
                        .asText())
                .isEqualTo(Spark.ADA);
        JsonNode listed = console.get("/console/instances?search=team").ok();
        assertThat(listed.path("total").asInt()).isEqualTo(1);
        assertThat(listed.path("items").path(0).path("state").asText()).isEqualTo("working");
        assertThat(listed.path("items").path(0).path("tokenExpires").asText()).endsWith("Z");
    }

    @Test
    void whoDeniesReadsWhatToDoAndNothingTypedIsLost() {
        Map<String, Object> form = new LinkedHashMap<>(Map.of(
                "elementKey", "ciscospark", "name", "Denied", "tags", List.of("a", "b"), "scope", "spark:rooms_read"));
        form.put("configuration", Map.of("filter.response.nulls", "false"));
        JsonNode begun = begin(form);
        console.comeBack(Consent.address(page(begun), Spark.BOB, "deny"));

        JsonNode denied = status(begun);
        assertThat(denied.path("status").asText()).isEqualTo("denied");
        assertThat(denied.path("problem").path("kind").asText()).isEqualTo("denied");
        assertThat(denied.path("name").asText()).isEqualTo("Denied");
        assertThat(denied.path("tags")).hasSize(2);
        assertThat(denied.path("scope").asText()).isEqualTo("spark:rooms_read");
        assertThat(denied.path("configuration").path("filter.response.nulls").asText())
                .isEqualTo("false");

        JsonNode again = console.post("/console/connections/" + begun.path("id") + "/retry", Map.of("name", "Allowed"))
                .json();
        console.comeBack(Consent.address(page(again), Spark.BOB, "allow"));
        long instance = status(again).path("instanceId").asLong();
        JsonNode made = Platform.API.get("/instances/" + instance).ok();
        assertThat(made.path("name").asText()).isEqualTo("Allowed");
        assertThat(made.path("tags")).hasSize(2);
        assertThat(made.path("configuration").path("filter.response.nulls").asText())
                .isEqualTo("false");
    }

    @Test
    void aWrongSecretIsNamedAndCanBeCorrectedAlone() {
        JsonNode begun = begin(Map.of(
                "elementKey", "ciscospark", "name", "Typo", "apiKey", Sandbox.CLIENT_ID, "apiSecret", "wr0ng-s3cret"));
        console.comeBack(Consent.address(page(begun), Spark.ADA, "allow"));

        JsonNode failed = status(begun);
        assertThat(failed.path("problem").path("kind").asText()).isEqualTo("wrongSecret");
        assertThat(failed.path("problem").path("providerMessage").asText()).isNotBlank();
        assertThat(failed.path("apiSecret").asText()).isEqualTo("********");
        assertThat(failed.toString()).doesNotContain("wr0ng-s3cret");

        Map<String, Object> correction = Map.of("apiSecret", Sandbox.CLIENT_SECRET, "apiKey", Sandbox.CLIENT_ID);
        JsonNode again = console.post("/console/connections/" + begun.path("id") + "/retry", correction)
                .json();
        console.comeBack(Consent.address(page(again), Spark.ADA, "allow"));
        assertThat(status(again).path("status").asText()).isEqualTo("connected");
    }

    @Test
    void keysAreStoredForTheOrganizationOnlyAfterTheyHaveConnectedAnAccount() {
        console.delete(APPLICATION);
        Map<String, Object> form = Map.of(
                "elementKey",
                "ciscospark",
                "name",
                "Keys",
                "apiKey",
                Sandbox.CLIENT_ID,
                "apiSecret",
                "wr0ng-s3cret",
                "keep",
                true);
        JsonNode begun = begin(form);
        console.get(APPLICATION).fault(404);
        console.comeBack(Consent.address(page(begun), Spark.ADA, "allow"));
        assertThat(status(begun).path("problem").path("kind").asText()).isEqualTo("wrongSecret");
        assertThat(status(begun).path("keep").asBoolean()).isTrue();
        console.get(APPLICATION).fault(404);

        String retry = "/console/connections/" + begun.path("id") + "/retry";
        JsonNode denied =
                console.post(retry, Map.of("apiSecret", Sandbox.CLIENT_SECRET)).json();
        console.comeBack(Consent.address(page(denied), Spark.ADA, "deny"));
        console.get(APPLICATION).fault(404);

        JsonNode again = console.post("/console/connections/" + denied.path("id") + "/retry", Map.of())
                .json();
        console.comeBack(Consent.address(page(again), Spark.ADA, "allow"));
        JsonNode stored = console.get(APPLICATION).ok();
        assertThat(stored.path("apiKey").asText()).isEqualTo(Sandbox.CLIENT_ID);
        assertThat(stored.path("callbackUrl").asText()).isEqualTo(redirectUri());
        JsonNode byName = begin(Map.of("elementKey", "ciscospark", "name", "Name only"));
        console.comeBack(Consent.address(page(byName), Spark.ADA, "allow"));
        assertThat(status(byName).path("status").asText()).isEqualTo("connected");
    }

    @Test
    void keysAreNotStoredUnlessThatIsWished() {
        console.delete(APPLICATION);
        JsonNode begun = begin(Map.of(
                "elementKey",
                "ciscospark",
                "name",
                "Own keys",
                "apiKey",
                Sandbox.CLIENT_ID,
                "apiSecret",
                Sandbox.CLIENT_SECRET));
        console.comeBack(Consent.address(page(begun), Spark.ADA, "allow"));
        assertThat(status(begun).path("status").asText()).isEqualTo("connected");
        console.get(APPLICATION).fault(404);
        console.post("/console/connections", Map.of("elementKey", "ciscospark", "name", "x", "keep", "maybe"))
                .fault(400);
    }

    @Test
    void aCodeThatIsUsedUpAndAScopeThatIsRefusedAreNamed() {
        JsonNode begun = begin(Map.of("elementKey", "ciscospark", "name", "Late"));
        String address = Consent.address(page(begun), Spark.ADA, "allow");
        console.comeBack(address.replaceAll("code=[^&]*", "code=garbage"));
        assertThat(status(begun).path("problem").path("kind").asText()).isEqualTo("expiredCode");

        // Bob is no administrator, and the element's default asks for administrators' scopes.
        JsonNode scopes = begin(Map.of("elementKey", "ciscospark", "name", "Scopes"));
        console.comeBack(Consent.address(page(scopes), Spark.BOB, "allow"));
        assertThat(status(scopes).path("problem").path("kind").asText()).isEqualTo("invalidScope");

        JsonNode down = begin(Map.of("elementKey", "ciscospark", "name", "Down"));
        String back = Consent.address(page(down), Spark.ADA, "allow");
        Platform.SANDBOX.answerOnce("/access_token", 503);
        console.comeBack(back);
        assertThat(status(down).path("problem").path("kind").asText()).isEqualTo("provider");
    }

    @Test
    void aReplyBelongsToTheBrowserThatAskedAndCountsOnce() {
        JsonNode begun = begin(Map.of("elementKey", "ciscospark", "name", "Mine"));
        String address = Consent.address(page(begun), Spark.ADA, "allow");

        Console stranger = Console.logIn(Platform.SERVER);
        assertThat(stranger.comeBack(address)).isEqualTo("/connections/unknown");
        assertThat(status(begun).path("status").asText()).isEqualTo("waiting");
        JsonNode unknown = console.get("/console/connections/unknown").ok();
        assertThat(unknown.path("problem").path("kind").asText()).isEqualTo("state");

        console.comeBack(address);
        console.comeBack(address);
        assertThat(status(begun).path("status").asText()).isEqualTo("connected");
        assertThat(console.get("/console/instances").ok().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aFormSaysEverythingThatIsWrongAtOnce() {
        console.delete(APPLICATION);
        Map<String, Object> form = Map.of(
                "elementKey",
                "ciscospark",
                "name",
                " ",
                "scope",
                "a\"b",
                "tags",
                List.of("eu", "x".repeat(501)),
                "configuration",
                Map.of("event.notification.callback.url", "ftp://x", "event.notification.enabled", "maybe"));
        Answer refused = console.post("/console/connections", form);
        refused.fault(400);
        assertThat(refused.json().path("fields").fieldNames())
                .toIterable()
                .contains(
                        "name",
                        "apiKey",
                        "apiSecret",
                        "scope",
                        "tags",
                        "event.notification.callback.url",
                        "event.notification.enabled");
        console.post("/console/connections", Map.of("name", "x")).fault(400);
        console.post("/console/connections", Map.of("name", "x", "elementKey", "nosuch"))
                .fault(404);
        console.post("/console/connections", List.of()).fault(400);
        console.get("/console/connections/999999").fault(404);
        // Secrets alone cannot take a browser through a redirect.
        new Api(Platform.SERVER.url(), Platform.API.authorization())
                .post(
                        "/console/connections",
                        Map.of("elementKey", "ciscospark", "name", "x", "apiKey", "a", "apiSecret", "b"))
                .fault(401);
    }

    @Test
    void anInstanceIsAuthenticatedAgainAndKeepsItsToken() {
        JsonNode instance = Spark.connect(Platform.API, "Old", Spark.ADA);
        Platform.SANDBOX.revokeAll();
        console.through(instance.path("id").asLong(), "/accounts").fault(401);
        JsonNode broken =
                console.get("/console/instances?state=needsReauthentication").ok();
        assertThat(broken.path("items").path(0).path("stateReason").asText()).isNotBlank();

        JsonNode begun = begin(Map.of("instanceId", instance.path("id").asLong()));
        console.comeBack(Consent.address(page(begun), Spark.ADA, "allow"));

        assertThat(status(begun).path("instanceId")).isEqualTo(instance.path("id"));
        JsonNode after = Platform.API.get("/instances/" + instance.path("id")).ok();
        assertThat(after.path("token")).isEqualTo(instance.path("token"));
        assertThat(after.path("name").asText()).isEqualTo("Old");
        Platform.as(instance).get("/accounts").ok();
    }

    @Test
    void anInstanceThatIsNotAuthenticatedAgainGoesOnAsBefore() {
        JsonNode instance = Spark.connect(Platform.API, "Kept", Spark.ADA);
        JsonNode begun = begin(Map.of("instanceId", instance.path("id").asLong()));
        console.comeBack(Consent.address(page(begun), Spark.ADA, "deny"));

        assertThat(status(begun).path("problem").path("message").asText())
                .endsWith("The instance is as it was before.")
                .doesNotContain("Nothing was connected");
        Platform.as(instance).get("/accounts").ok();
    }

    @Test
    void theStoredApplicationStandsInForKeysThatAreNotSent() {
        JsonNode kept = console.get(APPLICATION).ok();
        assertThat(kept.path("apiKey").asText()).isEqualTo(Sandbox.CLIENT_ID);
        assertThat(kept.path("apiSecret").asText()).isEqualTo("********");
        console.put(APPLICATION, kept).ok();

        String url = Platform.API
                .get("/elements/1832/oauth/url")
                .ok()
                .path("oauthUrl")
                .asText();
        Map<String, String> back = Consent.decide(URI.create(url), Spark.ADA, "allow");
        JsonNode made = Platform.API
                .post(
                        "/instances",
                        Map.of(
                                "name",
                                "No keys",
                                "element",
                                Map.of("key", "ciscospark"),
                                "providerData",
                                Map.of("code", back.getOrDefault("code", ""))))
                .ok();
        assertThat(made.path("configuration").path("oauth.api.key").asText()).isEqualTo(Sandbox.CLIENT_ID);

        console.put(APPLICATION, Map.of("apiKey", "other", "apiSecret", "********"))
                .fault(400);
        for (String page : List.of("nowhere", "javascript:alert(1)", "https:///x", "https://app.example/a#b")) {
            console.put(APPLICATION, Map.of("apiKey", "a", "apiSecret", "b", "callbackUrl", page))
                    .fault(400);
        }
        for (String scope : List.of("bad\"scope", "a\\b", "a\nb")) {
            assertThat(console.put(APPLICATION, Map.of("apiKey", "a", "apiSecret", "b", "scope", scope))
                            .fault(400))
                    .contains("scope has characters");
        }
        assertThat(console.get(APPLICATION).ok()).isEqualTo(kept);
        console.delete(APPLICATION).ok();
        console.get(APPLICATION).fault(404);
        Platform.API.get("/elements/ciscospark/oauth/url").fault(400);
        Platform.SERVER
                .anonymous()
                .get("/elements/ciscospark/oauth/url/default")
                .fault(401);
    }

    @Test
    void theCatalogTellsWhatAnElementNeeds() {
        JsonNode card = console.get("/console/catalog").ok().path(0);
        assertThat(card.path("key").asText()).isEqualTo("ciscospark");
        assertThat(card.path("hasApplication").asBoolean()).isTrue();
        assertThat(card.path("instances").asInt()).isZero();
        JsonNode element = console.get("/console/elements/ciscospark").ok();
        assertThat(element.path("authentication").path("redirectUri").asText()).isEqualTo(redirectUri());
        assertThat(element.path("authentication").path("setup").toString()).contains(redirectUri());
        assertThat(element.path("scopes"))
                .allSatisfy(
                        scope -> assertThat(scope.path("description").asText()).isNotBlank());
        assertThat(element.path("events").path("types").toString())
                .contains("messages CREATED")
                .doesNotContain("{");
        assertThat(element.path("configuration").valueStream())
                .filteredOn(entry -> !entry.path("hidden").asBoolean()
                        && !entry.path("key").asText().startsWith("oauth."))
                .extracting(entry -> entry.path("key").asText())
                .containsExactly(
                        "filter.response.nulls",
                        "event.notification.enabled",
                        "event.vendor.type",
                        "event.notification.callback.url",
                        "event.notification.signature.key");
        assertThat(element.path("readme").asText()).startsWith("# Cisco Spark");
        Answer icon = Console.site(Platform.SERVER).get(card.path("logo").asText());
        assertThat(icon.status()).isEqualTo(200);
        assertThat(icon.header("Content-Type")).contains("image/svg+xml");
        Console.site(Platform.SERVER).get("/console/catalog").fault(401);
    }

    @Test
    void aSecretIsRevealedForThePassword() {
        JsonNode instance = Spark.connect(Platform.API, "Secrets", Spark.ADA);
        String path = "/console/instances/" + instance.path("id");
        JsonNode shown = console.get(path).ok();
        assertThat(shown.toString())
                .doesNotContain(Sandbox.CLIENT_SECRET, instance.path("token").textValue());

        for (Map.Entry<String, String> secret : Map.of(
                        "token", instance.path("token").textValue(), "oauth.api.secret", Sandbox.CLIENT_SECRET)
                .entrySet()) {
            Map<String, Object> wish = Map.of("password", Server.PASSWORD, "what", secret.getKey());
            assertThat(console.post(path + "/reveal", wish).ok().path("value").asText())
                    .isEqualTo(secret.getValue());
        }
        console.post(path + "/reveal", Map.of("password", "wrong", "what", "token"))
                .fault(403);
        console.post(path + "/reveal", Map.of("password", Server.PASSWORD, "what", "no.such"))
                .fault(404);
        console.post(path + "/reveal", Map.of("what", "token")).fault(400);
    }

    private JsonNode begin(Map<String, Object> form) {
        Answer begun = console.post("/console/connections", form);
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.json();
    }

    private JsonNode status(JsonNode begun) {
        return console.get("/console/connections/" + begun.path("id")).ok();
    }

    private static URI page(JsonNode begun) {
        return URI.create(begun.path("authorizationUrl").asText());
    }

    private static String redirectUri() {
        return "http://localhost:" + Platform.SERVER.port() + "/console/oauth/callback";
    }
}
