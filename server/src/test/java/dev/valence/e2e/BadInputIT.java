package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is malformed gets a JSON error that names the fault; never a 500, a stack trace or a hang. */
class BadInputIT {
    private static final String V2 = "/elements/api-v2";
    private static String account = "";
    private static String element = "";

    @BeforeAll
    static void connect() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
        account = Platform.API.authorization().orElseThrow();
        element = Platform.as(Spark.connect(Platform.API, "Good", Spark.ADA))
                .authorization()
                .orElseThrow();
    }

    /** No half-created thing, and the server as good as new. */
    @AfterAll
    static void nothingIsLeft() {
        assertThat(Platform.API.get("/instances").column("name")).containsExactly("Good");
        Platform.API.authorized(element).get("/channels").ok();
    }

    static Stream<Malformed> bodies() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        String deepObjects = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        return Stream.of(
                        "POST " + V2 + "/instances",
                        "POST " + V2 + "/elements/ciscospark/instances",
                        "POST " + V2 + "/channels")
                .flatMap(to -> {
                    String as = to.endsWith("/channels") ? element : account;
                    return Stream.of(
                            Malformed.json(to + " cut off", 400, "json", to, as, "{\"name\":"),
                            Malformed.json(to + " single quotes", 400, "json", to, as, "{'name':'x'}"),
                            Malformed.json(to + " trailing comma", 400, "json", to, as, "{\"name\":\"x\",}"),
                            Malformed.json(to + " two values", 400, "", to, as, "{\"name\":\"x\"}{\"name\":\"y\"}"),
                            Malformed.json(to + " a list", 400, "", to, as, "[]"),
                            Malformed.json(to + " a text", 400, "", to, as, "\"x\""),
                            Malformed.json(to + " a number", 400, "", to, as, "1e99999"),
                            Malformed.json(to + " NaN", 400, "", to, as, "{\"name\":NaN}"),
                            Malformed.json(to + " a raw control character", 400, "", to, as, "{\"name\":\"a\u0001b\"}"),
                            Malformed.json(to + " 10000 levels of lists", 400, "", to, as, deep),
                            Malformed.json(to + " 10000 levels of objects", 400, "", to, as, deepObjects),
                            Malformed.json(
                                    to + " a huge exponent",
                                    400,
                                    "",
                                    to,
                                    as,
                                    "{\"name\":1e999999999,\"title\":1e999999999}"),
                            Malformed.json(
                                    to + " a number of 100000 digits",
                                    400,
                                    "",
                                    to,
                                    as,
                                    "{\"element\":{\"id\":" + "9".repeat(100_000) + "},\"title\":[1]}"),
                            Malformed.bytes(to + " not UTF-8", 400, "", to, as, new byte[] {
                                '{', '"', 'n', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'
                            }),
                            Malformed.bytes(to + " an overlong encoding", 400, "", to, as, new byte[] {
                                '{', '"', 'n', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'
                            }),
                            Malformed.bytes(
                                    to + " UTF-16", 400, "", to, as, "{\"name\":".getBytes(StandardCharsets.UTF_16)),
                            Malformed.json(
                                    to + " 9 MB", 413, "large", to, as, "{\"name\":\"" + "x".repeat(9 << 20) + "\"}"),
                            new Malformed(
                                    to + " 9 MB in chunks",
                                    413,
                                    "large",
                                    to,
                                    as,
                                    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                                    chunks(9)),
                            new Malformed(
                                    to + " XML",
                                    415,
                                    "content-type",
                                    to,
                                    as,
                                    "Content-Type: application/xml\r\n",
                                    "<a/>"),
                            new Malformed(
                                    to + " a form",
                                    415,
                                    "content-type",
                                    to,
                                    as,
                                    "Content-Type: application/x-www-form-urlencoded\r\n",
                                    "a=b"),
                            new Malformed(
                                    to + " broken chunks",
                                    400,
                                    "",
                                    to,
                                    as,
                                    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                                    "zz\r\n{}\r\n"));
                });
    }

    static Stream<Malformed> members() {
        String to = "POST " + V2 + "/instances";
        return Stream.of(
                Malformed.json("no element", 400, "element", to, account, "{\"name\":\"x\"}"),
                Malformed.json(
                        "an unknown element",
                        404,
                        "",
                        to,
                        account,
                        "{\"name\":\"x\",\"element\":{\"key\":\"nonsense\"}}"),
                Malformed.json("a name that is an object", 400, "name", to, account, body("\"name\":{}")),
                Malformed.json("a name with NUL", 400, "name", to, account, body("\"name\":\"a\\u0000b\"")),
                Malformed.json("a name of half a surrogate", 400, "name", to, account, body("\"name\":\"\\ud800\"")),
                Malformed.json(
                        "a configuration that is a list",
                        400,
                        "configuration",
                        to,
                        account,
                        body("\"name\":\"x\",\"configuration\":[]")),
                Malformed.json(
                        "a value with NUL",
                        400,
                        "oauth.api.key",
                        to,
                        account,
                        body("\"name\":\"x\",\"configuration\":{\"oauth.api.key\":\"\\u0000\"}")),
                Malformed.json("tags that are a text", 400, "tags", to, account, body("\"name\":\"x\",\"tags\":\"x\"")),
                Malformed.json(
                        "a tag with NUL", 400, "tag", to, account, body("\"name\":\"x\",\"tags\":[\"\\u0000\"]")),
                Malformed.json(
                        "an event flag that is no flag",
                        400,
                        "event.notification.enabled",
                        to,
                        account,
                        body(
                                "\"name\":\"x\",\"providerData\":{\"code\":\"c\"},\"configuration\":{\"oauth.api.key\":\"k\",\"oauth.api.secret\":\"s\",\"oauth.callback.url\":\"http://localhost/\",\"event.notification.enabled\":\"perhaps\"}")),
                Malformed.json(
                        "no code",
                        400,
                        "",
                        to,
                        account,
                        body(
                                "\"name\":\"x\",\"configuration\":{\"oauth.api.key\":\"k\",\"oauth.api.secret\":\"s\",\"oauth.callback.url\":\"http://localhost/\"}")));
    }

    static Stream<Malformed> lines() {
        return Stream.of(
                Malformed.line("no such path", 404, "nonsense", "GET " + V2 + "/nonsense", account),
                Malformed.line("outside of the API", 404, "", "GET /nonsense", account),
                Malformed.line(
                        "no such path with an element token", 404, "nonsense", "GET " + V2 + "/nonsense", element),
                Malformed.line("a verb that the path lacks", 405, "", "DELETE " + V2 + "/instances/1/docs", account),
                Malformed.line("an unknown verb", 405, "", "BREW " + V2 + "/instances", account),
                Malformed.line("TRACE", 405, "", "TRACE " + V2 + "/instances", account),
                Malformed.line("an unknown verb at a hub", 405, "", "BREW " + V2 + "/channels", element),
                Malformed.line("an id of letters", 400, "id", "GET " + V2 + "/instances/abc", account),
                Malformed.line("a negative id", 400, "id", "GET " + V2 + "/instances/-1", account),
                Malformed.line("id zero", 404, "", "GET " + V2 + "/instances/0", account),
                Malformed.line("an endless id", 404, "", "GET " + V2 + "/instances/99999999999999999999", account),
                Malformed.line("a fraction as id", 400, "id", "GET " + V2 + "/instances/1.5", account),
                Malformed.line("NUL as id", 400, "", "GET " + V2 + "/instances/%00", account),
                Malformed.line("an id of letters, deleted", 400, "id", "DELETE " + V2 + "/instances/abc", account),
                Malformed.line("an unknown element", 404, "", "GET " + V2 + "/elements/nonsense", account),
                Malformed.line("NUL as element", 404, "", "GET " + V2 + "/elements/%00", account),
                Malformed.line("NUL as user", 404, "", "GET " + V2 + "/users/%00", account),
                Malformed.line(
                        "NUL as search text", 400, "searchText", "GET " + V2 + "/instances?searchText=%00", account),
                Malformed.line("NUL as tag", 400, "tag", "GET " + V2 + "/instances?tags[]=%00", account),
                Malformed.line(
                        "a page size of letters", 400, "pageSize", "GET " + V2 + "/instances?pageSize=x", account),
                Malformed.line(
                        "a page token of nobody", 400, "nextPage", "GET " + V2 + "/instances?nextPage=x", account),
                Malformed.line("half an escape in the path", 400, "", "GET " + V2 + "/channels/%", element),
                Malformed.line("a wrong escape in the path", 400, "", "GET " + V2 + "/channels/%zz", element),
                Malformed.line(
                        "a wrong escape in the path of the platform", 400, "", "GET " + V2 + "/instances/%zz", account),
                Malformed.line("a wrong escape in the query", 400, "", "GET " + V2 + "/channels?where=%zz", element),
                Malformed.line(
                        "a wrong escape in the query of the platform",
                        400,
                        "",
                        "GET " + V2 + "/instances?searchText=%zz",
                        account),
                Malformed.line("no UTF-8 in the path", 400, "", "GET " + V2 + "/channels/%ff%fe", element),
                Malformed.line("no UTF-8 in the query", 400, "", "GET " + V2 + "/channels?where=%ff", element),
                Malformed.line("an overlong escape", 400, "", "GET " + V2 + "/channels/%c0%ae%c0%ae", element),
                Malformed.line("dots as id", 400, "", "GET " + V2 + "/channels/%2e%2e", element),
                Malformed.line(
                        "a line break as id", 400, "", "GET " + V2 + "/channels/a%0d%0aX-Injected:%20yes", element),
                Malformed.line(
                        "an id of 60000 letters", 414, "414", "GET " + V2 + "/channels/" + "a".repeat(60_000), element),
                Malformed.line(
                        "a request line of 10 MB",
                        414,
                        "",
                        "GET " + V2 + "/channels?where=" + "a".repeat(10 << 20),
                        element),
                Malformed.line(
                        "a condition of 20000 letters",
                        400,
                        "where",
                        "GET " + V2 + "/channels?where=" + "a".repeat(20_000),
                        element),
                Malformed.line(
                        "a condition of 5000 parentheses",
                        400,
                        "where",
                        "GET " + V2 + "/channels?where=" + "(".repeat(5_000),
                        element),
                Malformed.line(
                        "an absolute request line of another host",
                        404,
                        "",
                        "GET http://elsewhere.example/nonsense",
                        account),
                Malformed.line("what cannot be accepted", 406, "accept", "GET " + V2 + "/instances", account)
                        .with("Accept: image/png"),
                Malformed.line("what cannot be accepted at a hub", 406, "accept", "GET " + V2 + "/channels", element)
                        .with("Accept: image/png"),
                Malformed.line("a header of 10 MB", 431, "header", "GET " + V2 + "/instances", account)
                        .with("X-Long: " + "a".repeat(10 << 20)),
                Malformed.line("20000 headers", 431, "header", "GET " + V2 + "/instances", account)
                        .with("X-A: b\r\n".repeat(20_000) + "X-Z: z"),
                Malformed.line("a header name with a space", 400, "", "GET " + V2 + "/instances", account)
                        .with("X Bad: y"),
                Malformed.line("a header line without a colon", 400, "", "GET " + V2 + "/instances", account)
                        .with("nonsense"),
                Malformed.line("NUL in a header", 400, "", "GET " + V2 + "/instances", account)
                        .with("X-Nul: a\0b"),
                Malformed.line("a wrong length", 400, "", "GET " + V2 + "/instances", account)
                        .with("Content-Length: -1"),
                Malformed.line("a length of letters", 400, "", "GET " + V2 + "/instances", account)
                        .with("Content-Length: abc"),
                Malformed.line("two lengths", 400, "", "POST " + V2 + "/instances", account)
                        .with("Content-Length: 1\r\nContent-Length: 2"),
                Malformed.line("no HTTP", 400, "", "nonsense", account));
    }

    static Stream<Malformed> authorizations() {
        String get = "GET " + V2 + "/instances";
        String[] parts = element.split(", ", -1);
        return Stream.of(
                Malformed.line("none", 401, "authorization", get, ""),
                Malformed.line("another scheme", 401, "", get, "Basic YTpi"),
                Malformed.line("a bearer token of nobody", 401, "", get, "Bearer nonsense"),
                Malformed.line("an unknown part", 401, "", get, parts[0] + ", " + parts[1] + ", Nonsense x"),
                Malformed.line("the user twice", 401, "User", get, parts[0] + ", " + parts[0] + ", " + parts[1]),
                Malformed.line(
                        "two different organizations",
                        401,
                        "Organization",
                        get,
                        parts[0] + ", " + parts[1] + ", Organization x"),
                Malformed.line(
                        "the element twice", 401, "Element", "GET " + V2 + "/channels", element + ", " + parts[2]),
                Malformed.line("a user without a secret", 401, "User", get, "User, " + parts[1]),
                Malformed.line("only a comma", 401, "", get, ","),
                Malformed.line("a user of nobody", 401, "User", get, "User x, " + parts[1]),
                Malformed.line("an organization of nobody", 401, "Organization", get, parts[0] + ", Organization x"),
                Malformed.line("no organization", 401, "Organization", get, parts[0]),
                Malformed.line("no user", 401, "User", get, parts[1]),
                Malformed.line("a secret with NUL", 400, "", get, "User a\0b, " + parts[1]),
                Malformed.line(
                        "a secret of 60000 letters", 401, "User", get, "User " + "a".repeat(60_000) + ", " + parts[1]),
                Malformed.line("letters outside of ASCII", 401, "", get, "User \u00ff\u00fe, " + parts[1]),
                Malformed.line("the header twice", 401, "authorization", get, parts[0])
                        .with("Authorization: " + parts[1]));
    }

    @ParameterizedTest
    @MethodSource({"bodies", "members", "lines", "authorizations"})
    void badInputIsToldByWhatIsWrong(Malformed bad) throws IOException {
        Wire.Reply reply = Wire.send(Platform.SERVER.port(), bad.wire());
        String shown = bad.what() + "\n"
                + (reply.text().length() > 2_000 ? reply.text().substring(0, 2_000) : reply.text());
        assertThat(reply.status()).as(shown).isEqualTo(bad.status());
        JsonNode error = Api.JSON.readTree(reply.body());
        assertThat(error.path("requestId").asText()).as(shown).matches("[0-9a-f]{24}");
        assertThat(error.path("message").asText())
                .as(shown)
                .isNotBlank()
                .containsIgnoringCase(bad.word())
                .doesNotContain("Exception", "java.", "\tat ", "jackson");
        assertThat(reply.text()).doesNotContain("X-Injected: yes\r\n");
        if (!bad.authorization().isEmpty() && bad.authorization().equals(element)) {
            assertThat(reply.text()).doesNotContain(element.substring(element.lastIndexOf(' ') + 1));
        }
    }

    private static String body(String members) {
        return "{\"element\":{\"key\":\"ciscospark\"}," + members + "}";
    }

    private static String chunks(int megabytes) {
        return ("100000\r\n" + " ".repeat(1 << 20) + "\r\n").repeat(megabytes) + "0\r\n\r\n";
    }

    /** As simple clients do: nothing is read before everything is written. */
    @Test
    void aClientThatReadsLateSeesWhyItsBodyWasRefused() throws IOException {
        byte[] body = new byte[20 << 20];
        String head =
                "POST /elements/api-v2/instances HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Platform.SERVER.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("The request body is larger than");
        }
    }
}
