package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An element of a folder of its own, whose scripts stand around its calls and read its events. */
class HooksIT {
    private static final String ELEMENT = """
            id: 77001
            name: Hooked
            key: hooked
            hub: general
            authentication: {type: custom}
            configuration:
              - {key: base.url, name: Base URL, type: TEXTFIELD_1000, defaultValue: "http://localhost:9"}
              - {key: secret, name: Secret, type: TEXTFIELD_1000, defaultValue: "s3cret"}
              - {key: counter, name: Counter, type: TEXTFIELD_32, defaultValue: "0"}
            errors: {message: [/message]}
            hooks:
              - {type: preRequest, file: hooks/sign.js}
              - type: event
                body: |
                  const {eventHeaders, eventId, ...body} = events;
                  if (eventHeaders['x-signed'] !== CE.hmacSha256Hex(configuration.secret, JSON.stringify(body))) throw new Error('forged');
                  done({events: body.changes.map(c => ({event_date: '2026-01-15T09:30:00Z', event_object_id: c.id, event_type: c.what, event_object_type: 'things'}))});
            resources:
              - method: GET
                path: /things
                vendorMethod: GET
                vendorPath: /things
                rootKey: "|list"
                hooks:
                  - type: postRequest
                    body: |
                      if (response_iserror) return done({response_status_code: 200, response_body: []});
                      done({response_body: {list: response_body.rows.map(row => ({key: row[0], big: row[1], gone: null}))},
                        response_headers: {'elements-next-page-token': 'dG9rZW4', 'Set-Cookie': 'a=b'}});
              - method: POST
                path: /things
                vendorMethod: POST
                vendorPath: ""
                parameters: [{name: body, type: body, vendorType: body}]
                hooks:
                  - type: preRequest
                    isLegacy: true
                    body: |
                      if (!request_body.name) return {response_error: 'A thing needs a name', response_status_code: 422};
                      if (request_body.name === 'known') return {continue: false, response_body: {id: 'k', known: true}, response_status_code: 201};
                      return {request_vendor_path: '/made', request_vendor_method: 'PUT', request_vendor_body: {wrapped: request_body},
                        request_vendor_parameters: {mode: ['a', 'b']}, configuration: {counter: String(Number(configuration.counter) + 1)}};
              - {method: POST, path: /any, vendorMethod: POST, vendorPath: /any, parameters: [{name: body, type: body, vendorType: body}], hooks: [{type: preRequest, body: "done(request_body)"}]}
              - method: GET
                path: /headers
                vendorMethod: GET
                vendorPath: /headers
                hooks:
                  - {type: preRequest, body: "done({request_vendor_headers: {accept: 'application/json;v=2', 'X-A': '1', 'X-B': '1'}})"}
                  - {type: preRequest, body: "done({request_vendor_headers: {'x-a': '2', 'x-b': null}})"}
                  - {type: preRequest, body: "done({request_vendor_headers: {'X-Seen': Object.keys(request_vendor_headers).filter(n => /^(accept|x-[ab]|user-agent)$/i.test(n)).sort().join()}})"}
                  - {type: postRequest, body: "done({response_headers: {'X-Own': '1', 'X-Gone': '1'}})"}
                  - {type: postRequest, body: "done({response_headers: {'x-own': '2', 'x-gone': null}})"}
                  - {type: postRequest, body: "done({response_body: Object.entries(response_headers).filter(([name]) => /^x-(own|gone)$/i.test(name))})"}
              - {method: GET, path: /broken, vendorMethod: GET, vendorPath: /broken, hooks: [{type: preRequest, body: "const a = 1;\\nnothing.there()"}]}
              - {method: GET, path: /endless, vendorMethod: GET, vendorPath: /endless, hooks: [{type: preRequest, body: "for (;;);"}]}
            """;
    private static final String LIVED = """
            id: 77002
            name: Lived
            key: lived
            hub: general
            authentication: {type: custom}
            configuration:
              - {key: base.url, name: Base URL, type: TEXTFIELD_1000, defaultValue: "http://localhost:9"}
              - {key: registration, name: Registration, type: TEXTFIELD_1000}
            errors: {message: [/message]}
            resources:
              - method: POST
                path: /register
                vendorMethod: POST
                vendorPath: /registrations
                type: onProvision
                hooks:
                  - {type: preRequest, body: "done({request_vendor_body: {callback: 'here'}})"}
                  - {type: postRequest, body: "done({configuration: {registration: response_body.id}})"}
              - {method: GET, path: /check, vendorMethod: GET, vendorPath: "/registrations/{registration}", type: provisionAuthValidation}
              - {method: DELETE, path: /register, vendorMethod: DELETE, vendorPath: "/registrations/{registration}", type: onDelete}
              - {method: GET, path: /things, vendorMethod: GET, vendorPath: /things}
            """;
    private static final String SIGN = """
            if (request_headers.Authorization || request_headers.authorization) throw new Error('the platform\\'s credentials are here');
            done({request_vendor_headers: {'X-Sign': CE.hmacSha1Hex(configuration.secret, request_vendor_url), 'User-Agent': null}});
            """;

    private static Server server;
    private static Api api;

    @BeforeAll
    static void anElementOfItsOwn() throws IOException {
        Path folder = Workspace.folder("hooks");
        Path element = folder.resolve("elements/hooked");
        Files.createDirectories(element.resolve("hooks"));
        Files.writeString(element.resolve("element.yaml"), ELEMENT);
        Files.writeString(element.resolve("hooks/sign.js"), SIGN);
        Path lived = Files.createDirectories(folder.resolve("elements/lived"));
        Files.writeString(lived.resolve("element.yaml"), LIVED);
        server = Server.start(
                folder.resolve("data"),
                Platform.SANDBOX,
                Map.of(
                        "VALENCE_ELEMENTS_FOLDER",
                        folder.resolve("elements").toString(),
                        // No hook but the endless one may come to it, however slow the machine is.
                        "VALENCE_SCRIPTS_HOOK_TIME",
                        "10s"));
        api = server.api();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @AfterEach
    void nothingIsLeft() {
        Platform.deleteAllInstances(api);
    }

    @Test
    void scriptsStandAroundACall() {
        try (Vendor vendor = Vendor.start(request -> request.line().contains("/things")
                ? Vendor.json("{\"rows\":[[\"a\",9007199254740993],[\"b\",1.10]]}")
                : Vendor.json("{\"id\":\"m\"}"))) {
            JsonNode instance = connect(vendor, Map.of());
            Api hooked = Platform.bearerOf(api, instance);
            Answer list = hooked.get("/things");
            assertThat(list.text())
                    .isEqualTo("[{\"key\":\"a\",\"big\":9007199254740993},{\"key\":\"b\",\"big\":1.10}]");
            assertThat(list.header("Elements-Next-Page-Token")).contains("dG9rZW4");
            assertThat(list.header("Elements-Returned-Count")).contains("2");
            assertThat(list.header("Set-Cookie")).isEmpty();
            assertThat(vendor.requests().getFirst().headers())
                    .containsKey("x-sign")
                    .doesNotContainKey("user-agent");

            assertThat(hooked.post("/things", Map.of("name", "new"))
                            .ok()
                            .path("id")
                            .asText())
                    .isEqualTo("m");
            Vendor.Request made = vendor.requests().getLast();
            assertThat(made.line()).startsWith("PUT /v1/made?mode=a&mode=b ");
            assertThat(made.json().path("wrapped").path("name").asText()).isEqualTo("new");
            assertThat(api.get("/instances/" + instance.path("id"))
                            .ok()
                            .path("configuration")
                            .path("counter")
                            .asText())
                    .as("what a hook says of the configuration is kept")
                    .isEqualTo("1");
            assertThat(steps(list))
                    .containsExactly(
                            "credentials",
                            "resource",
                            "body",
                            "request",
                            "pre_hooks",
                            "authorize",
                            "send",
                            "post_hooks",
                            "reply");
        }
    }

    @Test
    void aHookSendsTheRequestElsewhereAndInAnotherForm() {
        try (Vendor vendor = Vendor.answering("{}");
                Vendor other = Vendor.answering("{\"id\":\"o\"}")) {
            Api hooked = Platform.bearerOf(api, connect(vendor, Map.of()));
            String given = """
                    {"request_vendor_url": "%s/other?x=1&z=3", "request_vendor_parameters": {"y": "a b", "x": null},
                     "request_vendor_headers": {"Accept": null, "Content-Type": "text/plain"}, "request_vendor_body": "plain"}""".formatted(other.url());
            assertThat(any(hooked, given).ok().path("id").asText()).isEqualTo("o");
            assertThat(vendor.requests()).isEmpty();
            Vendor.Request sent = other.requests().getFirst();
            assertThat(sent.line()).startsWith("POST /v1/other?z=3&y=a%20b ");
            assertThat(sent.headers())
                    .containsEntry("content-type", "text/plain")
                    .doesNotContainKey("accept");
            assertThat(sent.body()).isEqualTo("plain");
        }
    }

    @Test
    void aHeaderIsTheSameInOtherLetters() {
        try (Vendor vendor = Vendor.answering("{}")) {
            Api hooked = Platform.bearerOf(api, connect(vendor, Map.of()));
            assertThat(hooked.get("/headers").ok().toString()).isEqualTo("[[\"x-own\",\"2\"]]");
            assertThat(vendor.requests().getFirst().headers())
                    .containsEntry("accept", "application/json;v=2")
                    .containsEntry("x-a", "2")
                    .containsEntry("x-seen", "accept,x-a")
                    .doesNotContainKeys("x-b", "user-agent");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"request_vendor_method": "BREW"}                        | no verb of HTTP
            {"request_vendor_path": "/a b"}                          | is no path
            {"request_vendor_url": "ftp://vendor.example/"}          | request_vendor_url must be an http or https URL
            {"request_vendor_headers": {"Host": "elsewhere"}}        | the header 'Host' cannot be set
            {"request_vendor_headers": {"X-A": "a\\r\\nX-B: b"}}     | a value that no header can have
            {"response_error": "as it wants"}                        | as it wants
            """)
    void aRequestThatCannotBeSentIsNotSent(String given, String words) {
        try (Vendor vendor = Vendor.answering("{}")) {
            Answer answer = any(Platform.bearerOf(api, connect(vendor, Map.of())), given);
            assertThat(answer.fault(given.contains("response_error") ? 400 : 500))
                    .contains(words);
            assertThat(vendor.requests()).isEmpty();
        }
    }

    private static Answer any(Api hooked, String given) {
        return hooked.send("POST", "/any", BodyPublishers.ofString(given), "Content-Type", "application/json");
    }

    @Test
    void aHookAnswersInTheVendorsPlaceOrEndsTheCall() {
        try (Vendor vendor = Vendor.start(request -> Vendor.reply("404 Not Found", "{\"message\":\"nothing\"}"))) {
            Api hooked = Platform.bearerOf(api, connect(vendor, Map.of()));
            Answer known = hooked.post("/things", Map.of("name", "known"));
            assertThat(known.status()).isEqualTo(201);
            assertThat(known.text()).isEqualTo("{\"id\":\"k\",\"known\":true}");
            assertThat(hooked.post("/things", Map.of("a", 1)).fault(422)).contains("A thing needs a name");
            assertThat(vendor.requests()).isEmpty();
            assertThat(hooked.get("/things").ok())
                    .as("an error that a hook made an answer of")
                    .isEmpty();
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void aHookThatFailsOrNeverEndsFailsItsCallOnly() {
        try (Vendor vendor = Vendor.answering("{\"rows\":[]}")) {
            Api hooked = Platform.bearerOf(api, connect(vendor, Map.of()));
            assertThat(hooked.get("/broken").fault(500))
                    .contains("preRequest hook of GET /broken of the element hooked failed: line 2", "nothing");
            assertThat(hooked.get("/endless").fault(500)).contains("longer than 10000 ms");
            assertThat(hooked.get("/things").ok()).isEmpty();
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void resourcesOfTheLifeOfAnInstanceRunWhenItIsMadeAndEnds() {
        try (Vendor vendor = Vendor.answering("{\"id\":\"r 1\"}")) {
            JsonNode instance = connect("lived", vendor, Map.of());
            assertThat(lines(vendor)).containsExactly("POST /v1/registrations", "GET /v1/registrations/r%201");
            assertThat(vendor.requests().getFirst().json().path("callback").asText())
                    .isEqualTo("here");
            assertThat(instance.path("configuration").path("registration").asText())
                    .isEqualTo("r 1");
            Api lived = Platform.bearerOf(api, instance);
            lived.get("/things").ok();
            lived.post("/register", Map.of()).fault(404);
            for (JsonNode resource : api.get("/elements/lived/export").ok().path("resources")) {
                String id = resource.path("id").asText();
                assertThat(lived.send("POST", "/register", BodyPublishers.noBody(), "Valence-Resource", id)
                                .status())
                        .as("the header of a stranger says nothing")
                        .isEqualTo(404);
            }
            api.delete("/instances/" + instance.path("id")).ok();
            assertThat(lines(vendor)).hasSize(4).endsWith("GET /v1/things", "DELETE /v1/registrations/r%201");
        }
    }

    @Test
    void anInstanceWhoseProviderRefusesItIsNotMadeAndOneThatIsNotLetGoIsDeletedAllTheSame() {
        try (Vendor vendor = Vendor.start(request -> request.line().startsWith("POST")
                ? Vendor.json("{\"id\":\"r1\"}")
                : Vendor.reply("403 Forbidden", "{\"message\":\"not for you\"}"))) {
            Answer refused = api.post(
                    "/instances",
                    Map.of(
                            "element",
                            Map.of("key", "lived"),
                            "name",
                            "Lived",
                            "configuration",
                            Map.of("base.url", vendor.url())));
            assertThat(refused.fault(403)).contains("provisionAuthValidation resource GET /check failed");
            assertThat(refused.text()).contains("not for you");
            assertThat(lines(vendor))
                    .as("what was done for it is undone as far as that goes")
                    .containsExactly(
                            "POST /v1/registrations", "GET /v1/registrations/r1", "DELETE /v1/registrations/r1");
            api.get("/instances").fault(404);
        }
        try (Vendor vendor = Vendor.start(request -> request.line().startsWith("DELETE")
                ? Vendor.reply("500 Internal Server Error", "{}")
                : Vendor.json("{\"id\":\"r1\"}"))) {
            JsonNode instance = connect("lived", vendor, Map.of());
            api.delete("/instances/" + instance.path("id")).ok();
            assertThat(lines(vendor)).last().isEqualTo("DELETE /v1/registrations/r1");
            api.get("/instances").fault(404);
        }
    }

    private static List<String> lines(Vendor vendor) {
        return vendor.requests().stream()
                .map(request -> request.line().replaceAll(" HTTP/.*", ""))
                .toList();
    }

    @Test
    void anEventHookSaysWhatAPostTells() throws Exception {
        try (Vendor vendor = Vendor.answering("{}")) {
            JsonNode instance = connect(vendor, Map.of("event.notification.enabled", "true"));
            String body = "{\"changes\":[{\"id\":\"t1\",\"what\":\"CREATED\"},{\"id\":\"t2\",\"what\":\"sold\"}]}";
            assertThat(post(instance, body, "forged").fault(500)).doesNotContain("forged");
            assertThat(post(instance, body, signature(body)).status()).isEqualTo(200);
            JsonNode events =
                    api.get("/instances/" + instance.path("id") + "/events").ok();
            assertThat(events).hasSize(1);
            assertThat(events.toString()).contains("t1", "CREATED", "t2", "UNKNOWN", "2026-01-15T09:30:00Z");
        }
    }

    private static JsonNode connect(Vendor vendor, Map<String, String> more) {
        return connect("hooked", vendor, more);
    }

    private static JsonNode connect(String element, Vendor vendor, Map<String, String> more) {
        Map<String, String> configuration = new HashMap<>(more);
        configuration.put("base.url", vendor.url());
        return api.post(
                        "/instances",
                        Map.of("element", Map.of("key", element), "name", "Hooked", "configuration", configuration))
                .ok();
    }

    /** Of the recorded call, which is written a moment after its answer. */
    private static List<String> steps(Answer answer) {
        String id = answer.header("Elements-Request-Id").orElseThrow();
        Console console = Console.logIn(server);
        for (int i = 0; i < 200; i++) {
            JsonNode items =
                    console.get("/console/activity?requestId=" + id).ok().path("items");
            if (!items.isEmpty()) {
                return console.get("/console/activity/" + items.path(0).path("id"))
                        .ok()
                        .path("steps")
                        .valueStream()
                        .map(step -> step.path("name").asText())
                        .toList();
            }
            Callback.pause(50);
        }
        throw new AssertionError("The call " + id + " was not recorded");
    }

    private static Answer post(JsonNode instance, String body, String signature) {
        String code =
                Base64.getEncoder().encodeToString(instance.path("id").asText().getBytes(StandardCharsets.US_ASCII));
        return server.anonymous()
                .send(
                        "POST",
                        "/events/hooked/" + code,
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json",
                        "X-Signed",
                        signature);
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
