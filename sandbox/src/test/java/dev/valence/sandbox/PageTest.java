package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the page for people is served, and the switches that only it needs; {@link PageWalkTest} looks at it. */
@QuarkusTest
class PageTest {
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from '(\\.[^']+)'");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript;charset=UTF-8", "css", "text/css;charset=UTF-8", "svg", "image/svg+xml");

    private final Browser visitor = Browser.anonymous();

    @BeforeEach
    void reset() {
        Browser.reset();
    }

    private Answer get(String path) {
        return visitor.get(Browser.root() + path);
    }

    private static void isGuarded(Answer answer) {
        assertThat(answer.header("content-security-policy").orElseThrow())
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")
                .doesNotContain("unsafe", "data:", "http", "*");
        assertThat(answer.header("x-content-type-options")).contains("nosniff");
        assertThat(answer.header("referrer-policy")).contains("no-referrer");
        assertThat(answer.header("cache-control")).contains("no-cache");
    }

    @Test
    void theRootIsADocumentWithNothingInline() {
        Answer root = get("/");
        assertThat(root.status()).isEqualTo(200);
        assertThat(root.header("content-type")).contains("text/html;charset=UTF-8");
        isGuarded(root);
        assertThat(root.body())
                .doesNotContain("<style", "style=", "onclick", "<script>")
                .contains("lang=\"en\"");
    }

    @Test
    void everythingThatThePageLoadsIsServedWithItsType() {
        Deque<String> waiting = new ArrayDeque<>();
        Set<String> seen = new LinkedHashSet<>();
        LINKED.matcher(get("/").body()).results().forEach(found -> waiting.add(found.group(1)));
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            if (!seen.add(path)) {
                continue;
            }
            Answer file = get(path);
            assertThat(file.status()).as(path).isEqualTo(200);
            assertThat(file.header("content-type"))
                    .as(path)
                    .contains(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
            isGuarded(file);
            Matcher imported = IMPORTED.matcher(file.body());
            while (imported.find()) {
                waiting.add(URI.create(path).resolve(imported.group(1)).toString());
            }
        }
        assertThat(seen)
                .contains("/page/style.css", "/page/icon.svg", "/page/webex/rooms.js", "/page/common/faults.js");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/",
                "/page/nothing.js",
                "/page/index.html",
                "/page/core",
                "/page/core/",
                "/page/core/dom.js.map",
                "/page/../application.properties",
                "/page/%2e%2e/application.properties",
                "/page/..%2fapplication.properties",
                "/page/..%5capplication.properties",
                "/page/core/..%2f..%2fapplication.properties",
                "/page//application.properties",
                "/page/webex/%2e%2e/%2e%2e/webex/seed.json",
                "/page/core/dom.js%00",
                "/page/PageFiles.class"
            })
    void whatIsNoFileOfThePageIsNotFound(String path) {
        Answer answer = RawSocket.send("GET", path, "none");
        assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("sandbox.port", "Fjordlight");
    }

    @Test
    void aRefusedFileIsPlainTextUnderTheSamePolicy() {
        Answer answer = get("/page/nothing.js");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).contains("text/plain;charset=UTF-8");
        isGuarded(answer);
    }

    @Test
    void thePageIsReadOnlyAndAnswersHeadWithoutABody() {
        Answer head =
                visitor.send(visitor.request(Browser.root() + "/page/main.js").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(Integer.parseInt(head.header("content-length").orElseThrow()))
                .isPositive();
        assertThat(visitor.post(Browser.root() + "/page/main.js", "{}").status())
                .isBetween(404, 405);
    }

    @Test
    void oneFaultOfSeveralIsTakenBack() {
        Browser.fault("{\"path\":\"/rooms\",\"kind\":\"status\",\"status\":503}");
        Browser.fault("{\"path\":\"/people\",\"kind\":\"status\",\"status\":429}");
        String first = get("/_sandbox/faults").text("/faults/0/id");
        assertThat(visitor.delete(Browser.root() + "/_sandbox/faults/" + first).status())
                .isEqualTo(204);
        assertThat(get("/_sandbox/faults").json().at("/faults")).hasSize(1);
        assertThat(Browser.bob().get("/rooms").status()).isEqualTo(200);
        assertThat(Browser.bob().get("/people/me").status()).isEqualTo(429);
        for (String unknown : List.of(first, "x", "-1", "99999999999999999999")) {
            assertThat(visitor.delete(Browser.root() + "/_sandbox/faults/" + unknown)
                            .status())
                    .as(unknown)
                    .isEqualTo(404);
        }
    }

    @Test
    void aWebhookIsSwitchedAndRemovedWhoeverMadeIt() {
        String id = Browser.carol()
                .post(
                        "/webhooks",
                        "{\"name\":\"x\",\"targetUrl\":\"%s\",\"resource\":\"messages\",\"event\":\"created\"}"
                                .formatted(Browser.root() + "/_sandbox/listener"))
                .text("/id");
        String path = Browser.root() + "/_sandbox/webhooks/" + id;
        assertThat(visitor.put(path + "/active", "{\"active\":false}").status()).isEqualTo(204);
        assertThat(get("/_sandbox/webhooks").text("/webhooks/0/status")).isEqualTo("inactive");
        assertThat(visitor.put(path + "/active", "{\"active\":true}").status()).isEqualTo(204);
        assertThat(get("/_sandbox/webhooks").text("/webhooks/0/status")).isEqualTo("active");
        assertThat(visitor.delete(path).status()).isEqualTo(204);
        assertThat(get("/_sandbox/webhooks").json().at("/webhooks")).isEmpty();
        assertThat(visitor.delete(path).status()).isEqualTo(404);
        assertThat(visitor.put(path + "/active", "{}").status()).isEqualTo(404);
    }

    @Test
    void theListenerAnswersWhatItsAddressAsksFor() {
        assertThat(visitor.post(Browser.root() + "/_sandbox/listener", "{}").status())
                .isEqualTo(204);
        assertThat(visitor.post(Browser.root() + "/_sandbox/listener/503", "{}").status())
                .isEqualTo(503);
        assertThat(visitor.post(Browser.root() + "/_sandbox/listener/700", "{}").status())
                .isEqualTo(400);
    }

    @Test
    void theClockTellsHowFarItWasMoved() {
        assertThat(get("/_sandbox/clock").json().at("/aheadSeconds").asInt()).isZero();
        visitor.post(Browser.root() + "/_sandbox/clock", "{\"advanceSeconds\":90}");
        assertThat(get("/_sandbox/clock").json().at("/aheadSeconds").asInt()).isEqualTo(90);
    }
}
