package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the session cookie opens, and what it does not open without a proof of origin. */
class ConsoleSessionIT {
    private static final String V2 = "/elements/api-v2";

    private final Api anybody = Console.site(Platform.SERVER);
    private final Console console = Console.logIn(Platform.SERVER);

    @Test
    void whoIsNotLoggedInIsNobodyAndNoError() {
        JsonNode session = anybody.get("/console/session").ok();
        assertThat(session.path("user").isNull()).isTrue();
        assertThat(session.has("csrfToken")).isFalse();
        assertThat(session.path("publicUrl").asText()).startsWith("http");
        assertThat(anybody.get("/console/session", "Cookie", "valence-session=" + "x".repeat(43))
                        .ok()
                        .path("user")
                        .isNull())
                .isTrue();
    }

    @Test
    void aPageMayAskForRefusalsThatABrowserDoesNotComplainOf() {
        Map<String, Object> wrong = Map.of("email", Server.ADMIN, "password", "mistyped");
        Answer plain = anybody.post("/console/session", wrong);
        assertThat(plain.status()).isEqualTo(401);
        assertThat(plain.header("Valence-Status")).isEmpty();
        Answer quiet = anybody.send(
                "POST",
                "/console/session",
                BodyPublishers.ofString(Api.JSON.valueToTree(wrong).toString()),
                "Content-Type",
                "application/json",
                "Prefer",
                "quiet-errors");
        assertThat(quiet.status()).isEqualTo(200);
        assertThat(quiet.header("Valence-Status")).contains("401");
        assertThat(quiet.json().path("message").asText())
                .isEqualTo(plain.json().path("message").asText());
        assertThat(anybody.get("/console/activity/stream", "Accept", "text/event-stream")
                        .status())
                .as("a stream has no headers of its own, and 204 ends it")
                .isEqualTo(204);
    }

    @Test
    void theCookieActsForItsUserOnPlatformCalls() {
        JsonNode session = console.get("/console/session").ok();
        assertThat(session.path("user").path("email").asText()).isEqualTo(Server.ADMIN);
        assertThat(session.path("user").path("administrator").asBoolean()).isTrue();
        Answer me = console.get(V2 + "/users/me");
        assertThat(me.ok().path("email").asText()).isEqualTo(Server.ADMIN);
        assertThat(me.header("Cache-Control")).contains("no-store");
        assertThat(me.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void aChangeNeedsTheCsrfTokenOfTheSameSession() {
        Console other = Console.logIn(Platform.SERVER);
        String path = V2 + "/instances";
        Optional<Object> body = Optional.of(Map.of("name", "x"));
        assertThat(console.send("POST", path, body).fault(403)).contains("X-CSRF-Token");
        assertThat(console.send("POST", path, body, "X-CSRF-Token", other.csrfToken())
                        .fault(403))
                .contains("does not belong");
        assertThat(console.post(path, Map.of("name", "x")).fault(400)).contains("element");
        for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
            console.send(method, V2 + "/instances/1", Optional.of(Map.of())).fault(403);
        }
    }

    @Test
    void aTokenIsMaskedForTheCookieAndShownToItsApplication() {
        JsonNode instance = Spark.connect(Platform.API, "Masked", Spark.ADA);
        String path = V2 + "/instances/" + instance.path("id").asLong();
        assertThat(console.get(path).ok().path("token").asText()).isEqualTo("********");
        assertThat(console.get(V2 + "/instances?pageSize=200").ok().valueStream())
                .isNotEmpty()
                .allMatch(row -> row.path("token").asText().equals("********"));
        assertThat(instance.path("token").asText()).hasSizeGreaterThan(20);
    }

    @Test
    void aHubCallNeedsTheCsrfTokenToReadToo() {
        JsonNode instance = Spark.connect(Platform.API, "By cookie", Spark.ADA);
        long id = instance.path("id").asLong();
        console.get(V2 + "/channels", "Valence-Instance", "" + id).fault(403);
        assertThat(console.through(id, "/channels?pageSize=1").ok()).hasSize(1);
        assertThat(console.through(id, "/instances").ok().path("id").asLong()).isEqualTo(id);
        console.through(999_999, "/channels").fault(404);
        assertThat(console.get(V2 + "/channels", "Valence-Instance", "x", "X-CSRF-Token", console.csrfToken())
                        .fault(400))
                .contains("Valence-Instance");
        assertThat(console.get(V2 + "/channels").fault(401)).contains("Valence-Instance");
    }

    @Test
    void anEndedSessionOpensNothing() {
        Console leaving = Console.logIn(Platform.SERVER);
        Answer gone = leaving.delete("/console/session");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        leaving.get(V2 + "/users/me").fault(401);
        assertThat(leaving.get("/console/session").ok().path("user").isNull()).isTrue();
    }

    @Test
    void theLogInReadsJsonOnlyAndTellsNotWhichPartIsWrong() {
        assertThat(anybody.post("/console/session", Map.of("email", Server.ADMIN, "password", "wrong"))
                        .fault(401))
                .isEqualTo(anybody.post("/console/session", Map.of("email", "nobody@x.example", "password", "x"))
                        .fault(401));
        anybody.send("POST", "/console/session", BodyPublishers.ofString("{}")).fault(415);
        anybody.send("POST", "/console/session", BodyPublishers.ofString("{}"), "Content-Type", "text/plain")
                .fault(415);
        anybody.post("/console/session", Map.of("email", "a")).fault(400);
    }

    @Test
    void theSecretsAreShownToWhoKnowsThePassword() {
        JsonNode secrets = console.post("/console/secrets", Map.of("password", Server.PASSWORD))
                .ok();
        Api api = Platform.SERVER
                .anonymous()
                .authorized("User %s, Organization %s"
                        .formatted(
                                secrets.path("userSecret").textValue(),
                                secrets.path("organizationSecret").textValue()));
        api.get("/users/me").ok();
        console.post("/console/secrets", Map.of("password", "wrong")).fault(403);
        anybody.post("/console/secrets", Map.of("password", Server.PASSWORD)).fault(401);
        // The form log-in's door does not open to the console's cookie.
        console.get("/elements/api-v1/ui/getSecrets").fault(401);
    }

    @Test
    void pagesSayWhatBrowsersMayDoWithThem() {
        for (String path : new String[] {"/", "/login", "/instances/7", "/connect"}) {
            Answer page = anybody.get(path, "Accept", "text/html,*/*;q=0.8");
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
            assertThat(page.header("Content-Security-Policy").orElse(""))
                    .contains("script-src 'self';", "frame-ancestors 'none'", "style-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(page.header("X-Frame-Options")).contains("DENY");
            assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.header("Referrer-Policy")).contains("no-referrer");
            assertThat(page.header("Cache-Control")).contains("no-cache");
        }
        String etag = anybody.get("/").header("ETag").orElseThrow();
        assertThat(anybody.get("/", "If-None-Match", etag).status()).isEqualTo(304);
    }

    @Test
    void whatIsNoPageIsAnErrorInJson() {
        anybody.get("/nosuch").fault(404);
        anybody.get("/assets/nosuch.js", "Accept", "text/html").fault(404);
        anybody.get("/console/nosuch", "Accept", "text/html").fault(404);
        anybody.get("/%2e%2e/application.properties").fault(404);
        anybody.get("/../application.properties").fault(404);
    }

    @Test
    void scriptsAreCompressedForWhoTakesThat() {
        Answer plain = anybody.get("/connect.js");
        Answer compressed = anybody.get("/connect.js", "Accept-Encoding", "gzip, br");
        assertThat(compressed.header("Content-Encoding")).contains("gzip");
        assertThat(compressed.body()).hasSizeLessThan(plain.body().length / 2);
        assertThat(compressed.header("Vary")).contains("Accept-Encoding");
        assertThat(plain.header("Cross-Origin-Resource-Policy")).contains("cross-origin");
    }
}
