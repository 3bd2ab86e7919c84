package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connect button of other people's pages: what its token allows, once and for a short time. */
class EmbeddedConnectIT {
    private static final String SCOPES = "spark:rooms_read spark:people_read";

    private final Api site = Console.site(Platform.SERVER);

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
    }

    @Test
    void aSessionConnectsOneAccountAndTellsTheRightPage() {
        JsonNode session = open(Map.of());
        String token = session.path("token").asText();
        assertThat(session.path("url").asText()).endsWith("/connect#" + token);
        JsonNode shown = call("GET", "/connect/api/session", token, Map.of()).ok();
        assertThat(shown.path("elements").path(0).path("name").asText()).isEqualTo("Cisco Spark");
        assertThat(shown.path("used").asBoolean()).isFalse();

        Started started = start(token, "Bob's chat");
        String end = back(started, Consent.address(started.page(), Spark.BOB, "allow"));
        assertThat(end).startsWith("/connect/done?flow=");

        Element main = done(started, end).expectFirst("main");
        assertThat(main.attr("data-origin")).isEqualTo("https://app.example");
        assertThat(main.attr("data-message"))
                .contains("\"type\":\"valence:connected\"", "\"elementKey\":\"ciscospark\"", "\"name\":\"Bob's chat\"")
                .doesNotContain("token");
        JsonNode result = call("GET", "/connect/api/result", token, Map.of()).ok();
        assertThat(result.path("status").asText()).isEqualTo("connected");
        JsonNode instance =
                Platform.API.get("/instances/" + result.path("instanceId")).ok();
        assertThat(instance.path("tags"))
                .hasSize(1)
                .first()
                .satisfies(tag -> assertThat(tag.asText()).isEqualTo("customer-7"));
        assertThat(instance.path("configuration").path("oauth.scope").asText()).isEqualTo(SCOPES);
        assertThat(Platform.as(instance)
                        .get("/accounts")
                        .ok()
                        .path("emails")
                        .path(0)
                        .asText())
                .isEqualTo(Spark.BOB);

        call("POST", "/connect/api/start", token, Map.of("elementKey", "ciscospark"))
                .fault(409);
    }

    @Test
    void twoFlowsOfOneSessionMakeOneInstance() {
        String token = open(Map.of()).path("token").asText();
        Started one = start(token, "One");
        Started other = start(token, "Other");
        back(one, Consent.address(one.page(), Spark.BOB, "allow"));
        String end = back(other, Consent.address(other.page(), Spark.BOB, "allow"));

        assertThat(done(other, end).title()).contains("used already");
        assertThat(Platform.API.get("/instances").ok()).hasSize(1);
    }

    @Test
    void twoPopUpsOfOneBrowserDoNotDisturbEachOther() {
        Started one = start(open(Map.of()).path("token").asText(), "One");
        Started other = start(open(Map.of()).path("token").asText(), "Other", "Cookie", one.cookie());
        assertThat(other.cookie()).startsWith(one.cookie() + ".");
        Started both = new Started(one.page(), other.cookie());
        String first = back(both, Consent.address(one.page(), Spark.BOB, "allow"));
        String second = back(both, Consent.address(other.page(), Spark.BOB, "deny"));
        assertThat(done(both, first).title()).isEqualTo("Cisco Spark is connected");
        assertThat(done(both, second).expectFirst("main").attr("data-message")).contains("valence:denied");
        assertThat(done(new Started(one.page(), one.cookie()), second).title())
                .as("a browser without that pop-up's secret")
                .contains("does not belong");
    }

    @Test
    void whoDeniesMayTryAgain() {
        String token = open(Map.of()).path("token").asText();
        Started started = start(token, "Denied");
        String end = back(started, Consent.address(started.page(), Spark.BOB, "deny"));
        Document page = done(started, end);
        assertThat(page.expectFirst("main").attr("data-message")).contains("valence:denied");
        String tryAgain = page.expectFirst("main a").attr("href");
        assertThat(tryAgain).isEqualTo(end.replace("done", "again"));
        assertThat(page.select("script:not([src]), style, [style], [onclick]")).isEmpty();

        Answer again = site.get(tryAgain, "Cookie", started.cookie());
        URI provider = URI.create(again.header("Location").orElseThrow());
        String second = back(started, Consent.address(provider, Spark.BOB, "allow"));
        assertThat(done(started, second).title()).isEqualTo("Cisco Spark is connected");

        assertThat(site.get(tryAgain, "Cookie", started.cookie()).header("Location"))
                .as("once more, from the page of the refusal")
                .hasValueSatisfying(place -> assertThat(place).endsWith(second));
    }

    @Test
    void whoWasSentHereReadsTheProvidersWordsAndWhomToTell() {
        String token = open(Map.of()).path("token").asText();
        Started started = start(token, "Refused");
        String address = Consent.address(started.page(), Spark.BOB, "allow");
        String end = back(
                started, address.replaceAll("code=[^&]*", "error=invalid_scope&error_description=Too+many+scopes"));

        Document page = done(started, end);
        assertThat(page.title()).isEqualTo("Cisco Spark refused this application");
        assertThat(page.expectFirst("main").text()).contains("Tell whoever sent you here");
        assertThat(page.expectFirst("blockquote").text()).isEqualTo("Too many scopes");
    }

    @Test
    void aReplyWithoutThePopUpsCookieEndsNowhere() {
        String token = open(Map.of()).path("token").asText();
        Started started = start(token, "Mine");
        URI address = URI.create(Consent.address(started.page(), Spark.BOB, "allow"));

        Answer stranger = site.get(address.getRawPath() + "?" + address.getRawQuery());

        assertThat(stranger.header("Location").orElseThrow()).endsWith("/connect/done");
        assertThat(call("GET", "/connect/api/result", token, Map.of())
                        .ok()
                        .path("status")
                        .asText())
                .isEqualTo("waiting");
        Document page = Jsoup.parse(site.get("/connect/done").text());
        assertThat(page.title()).contains("does not belong");
        assertThat(page.expectFirst("main").text()).contains("log in and begin again");
        assertThat(page.expectFirst("main a").attr("href")).isEqualTo("/");
    }

    @Test
    void aSessionIsMadeForElementsAndAnOriginThatAreRight() {
        Api api = Platform.API;
        api.post("/connect/sessions", Map.of("origin", "https://app.example")).fault(400);
        api.post("/connect/sessions", Map.of("elementKeys", List.of("nosuch"))).fault(404);
        for (Object keys : List.of(
                List.of(), "ciscospark", Map.of("a", "ciscospark"), List.of(Map.of("a", 1)), List.of(List.of()))) {
            assertThat(api.post("/connect/sessions", body(Map.of("elementKeys", keys)))
                            .fault(400))
                    .contains("elementKeys");
        }
        String twice = open(Map.of("elementKeys", List.of("ciscospark", "ciscospark")))
                .path("token")
                .asText();
        assertThat(call("GET", "/connect/api/session", twice, Map.of()).ok().path("elements"))
                .hasSize(1);
        assertThat(api.post("/connect/sessions", body(Map.of("configuration", Map.of("oauth.scope", "a\"b \\"))))
                        .fault(400))
                .contains("oauth.scope");
        for (String origin :
                List.of("https://app.example/page", "*", "http://app.example", "https://app.example:99999")) {
            api.post("/connect/sessions", body(Map.of("origin", origin))).fault(400);
        }
        Answer wrong = api.post(
                "/connect/sessions", body(Map.of("configuration", Map.of("event.notification.enabled", "maybe"))));
        assertThat(wrong.fault(400)).contains("event.notification.enabled", "apiKey");
        assertThat(api.post("/connect/sessions", body(Map.of("configuration", Map.of("bas.url", "https://x.example"))))
                        .fault(400))
                .contains("bas.url");
        Platform.SERVER.anonymous().post("/connect/sessions", body(Map.of())).fault(401);
    }

    @Test
    void aTokenOpensOnlyWhatItWasMadeFor() {
        String token = open(Map.of()).path("token").asText();
        call("POST", "/connect/api/start", token, Map.of("elementKey", "slack")).fault(400);
        call("POST", "/connect/api/start", token, Map.of()).fault(400);
        call("GET", "/connect/api/session", "x".repeat(43), Map.of()).fault(401);
        site.get("/connect/api/session").fault(401);
        site.get("/elements/api-v2/instances", "Authorization", "Connect " + token)
                .fault(401);
    }

    /** The pop-up's way: where it goes, and what it keeps. */
    private record Started(URI page, String cookie) {}

    private static Map<String, Object> body(Map<String, Object> more) {
        Map<String, Object> body = new java.util.LinkedHashMap<>(Map.of(
                "elementKeys",
                List.of("ciscospark"),
                "tags",
                List.of("customer-7"),
                "origin",
                "https://app.example",
                "configuration",
                Map.of(
                        "oauth.api.key",
                        Sandbox.CLIENT_ID,
                        "oauth.api.secret",
                        Sandbox.CLIENT_SECRET,
                        "oauth.scope",
                        SCOPES)));
        body.putAll(more);
        return body;
    }

    private static JsonNode open(Map<String, Object> more) {
        return Platform.API.post("/connect/sessions", body(more)).ok();
    }

    private Started start(String token, String name, String... headers) {
        Answer answer =
                call("POST", "/connect/api/start", token, Map.of("elementKey", "ciscospark", "name", name), headers);
        String cookie = answer.header("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        return new Started(
                URI.create(answer.ok().path("authorizationUrl").asText()), cookie.substring(0, cookie.indexOf(';')));
    }

    private String back(Started started, String address) {
        URI uri = URI.create(address);
        Answer answer = site.get(uri.getRawPath() + "?" + uri.getRawQuery(), "Cookie", started.cookie());
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        URI place = URI.create(answer.header("Location").orElseThrow());
        return place.getPath() + "?" + place.getQuery();
    }

    private Document done(Started started, String end) {
        Answer page = site.get(end, "Cookie", started.cookie());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy").orElse("")).contains("script-src 'self';");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEmpty();
        return Jsoup.parse(page.text());
    }

    private Answer call(String method, String path, String token, Map<String, Object> body, String... more) {
        String json = Api.JSON.valueToTree(body).toString();
        return site.send(
                method,
                path,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(json),
                Stream.concat(
                                Stream.of("Authorization", "Connect " + token, "Content-Type", "application/json"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }
}
