package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that a tenant may enter and the server must not call. */
class GuardIT {
    private final Api api = Platform.API;

    @BeforeEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "[::ffff:10.0.0.1]",
                "[::ffff:a00:1]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[::]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::]",
                "[::10.0.0.1]",
                "167772161",
                "0x0a000001",
                "0xa.0.0.1",
                "10.1",
                "2852039166",
                "0251.0376.0251.0376"
            })
    void aPrivateAddressIsRefusedAtOnceByName(String host) {
        Instant start = Instant.now();
        Answer refused = tryOut(api, "http://" + host + "/v1");
        assertThat(Duration.between(start, Instant.now()))
                .as("nothing waited for a connection")
                .isLessThan(Duration.ofSeconds(3));
        assertRefused(refused);
    }

    /** A server that opens nothing, and a provider on this machine that counts who comes. */
    @Test
    void withoutLeaveNoSpellingOfLoopbackIsCalled() {
        Server closed = Server.start(
                Workspace.folder("guard").resolve("data"),
                Platform.SANDBOX,
                Map.of("VALENCE_ALLOW_PRIVATE_ADDRESSES", ""));
        try (Vendor vendor = Vendor.answering("{\"items\":[]}")) {
            Api there = closed.api();
            for (String host : List.of(
                    "127.0.0.1",
                    "localhost",
                    "LOCALHOST",
                    "localhost.",
                    "127.1",
                    "127.0.1",
                    "127.255.255.254",
                    "2130706433",
                    "0x7f000001",
                    "0x7f.1",
                    "017700000001",
                    "0.0.0.0",
                    "0",
                    "[::1]",
                    "[0:0:0:0:0:0:0:1]",
                    "[::ffff:127.0.0.1]",
                    "[::ffff:7f00:1]",
                    "[::127.0.0.1]",
                    "127.0.0.1.",
                    "%31%32%37.0.0.1",
                    "①②⑦.0.0.1")) {
                Answer refused = tryOut(there, "http://" + host + ":" + vendor.port() + "/v1");
                assertRefused(refused);
                assertThat(vendor.requests()).as(host).isEmpty();
            }
            tokenAddressesAreGuardedToo(there, vendor);
        } finally {
            closed.stop();
        }
    }

    private static void tokenAddressesAreGuardedToo(Api there, Vendor vendor) {
        Map<String, Object> exchange = Spark.application();
        exchange.put("oauth.token.url", "http://127.0.0.1:" + vendor.port() + "/token");
        Answer refused = there.post("/instances", Spark.request("Exchanged", "some-code", exchange));
        assertRefused(refused);
        assertThat(vendor.requests()).isEmpty();
        assertThat(there.get("/instances").text()).doesNotContain("Exchanged");

        Map<String, Object> old = new LinkedHashMap<>(Map.of(
                "oauth.token.url",
                "http://127.0.0.1:" + vendor.port() + "/token",
                "oauth.token.refresh_url",
                "http://127.0.0.1:" + vendor.port() + "/token",
                "oauth.user.refresh_interval",
                "10",
                "oauth.user.refresh_time",
                "1000"));
        Answer answer = connect(there, "http://127.0.0.1:" + vendor.port() + "/v1", old);
        if (answer.status() == 200) {
            Answer call = Platform.bearerOf(there, answer.json()).get("/channels");
            assertThat(call.status()).isBetween(400, 503);
            call.fault(call.status());
        }
        assertThat(vendor.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.com/",
                "gopher://127.0.0.1:1/",
                "jar:http://x!/",
                "//127.0.0.1/",
                "127.0.0.1",
                "http://",
                "http://user:pass@127.0.0.1/",
                "http://127.0.0.1/?x=",
                "http://127.0.0.1/#x",
                "http://exa mple.com",
                "http://example.com:99999/",
                "http://[::1",
                "javascript:alert(1)",
                "http://\u0000/",
                "http://a\r\nHost: b/"
            })
    void whatIsNoPlainWebAddressIsRefused(String url) {
        Answer refused = tryOut(api, url);
        assertThat(refused.status()).as(refused.text()).isIn(400, 502);
        refused.fault(refused.status());
    }

    @Test
    void anAddressEnteredLaterIsGuardedToo() {
        JsonNode instance = Spark.connect(api, "Later", Spark.ADA);
        Api spark = Platform.as(instance);
        spark.get("/channels").ok();
        Answer changed = spark.patch("/instances/configuration", Map.of("base.url", "http://10.0.0.1/v1"));
        if (changed.status() == 200) {
            assertRefused(spark.get("/channels"));
            assertRefused(spark.post("/channels", Map.of("title", "x")));
            assertRefused(spark.patch("/channels/1", Map.of("title", "x")));
        } else {
            changed.fault(400);
        }
    }

    /** Creates an instance with this base URL and calls it; gives the answer of whichever step was refused. */
    private static Answer tryOut(Api api, String url) {
        Answer created = connect(api, url, Map.of());
        return created.status() == 200 ? Platform.bearerOf(api, created.json()).get("/channels") : created;
    }

    private static Answer connect(Api api, String url, Map<String, Object> more) {
        Map<String, Object> configuration = Spark.application();
        configuration.put("base.url", url);
        configuration.put("oauth.user.token", "t");
        configuration.put("oauth.user.refresh_token", "r");
        configuration.putAll(more);
        Map<String, Object> body = Spark.request("Guarded", "", configuration);
        body.remove("providerData");
        body.put("externalAuthentication", "initial");
        return api.post("/instances", body);
    }

    /** Told as the caller's fault, or as a host that does not exist; never as a connection that was tried. */
    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(400, 502);
        String message = answer.fault(answer.status());
        assertThat(message)
                .doesNotContain("No connection")
                .doesNotContain("did not answer")
                .doesNotContain("broke before");
        if (answer.status() == 502) {
            assertThat(message).contains("has no address");
        }
    }
}
