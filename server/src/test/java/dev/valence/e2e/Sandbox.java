package dev.valence.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running sandbox process with its simulated Webex, and its switches. */
final class Sandbox {
    static final String CLIENT_ID = "valence-sandbox";
    static final String CLIENT_SECRET = "sandbox-secret";

    private final int port;
    private final Program program;
    private final Api control;

    private Sandbox(int port, Program program) {
        this.port = port;
        this.program = program;
        this.control = new Api(URI.create("http://localhost:" + port + "/_sandbox"), Optional.empty());
    }

    /** Starts a sandbox on a free port. */
    static Sandbox start(Path folder) {
        int port = Workspace.freePort();
        List<String> options = List.of(
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.log.category.\"io.quarkus\".level=INFO");
        Map<String, String> environment = Map.of("VALENCE_SANDBOX_PORT", Integer.toString(port));
        return new Sandbox(
                port,
                Program.start(
                        "sandbox",
                        Workspace.SANDBOX_APP,
                        options,
                        environment,
                        folder.resolve("sandbox.log"),
                        "Listening on"));
    }

    /** What {@code VALENCE_PROVIDER_CISCOSPARK_URL} is set to. */
    URI webex() {
        return URI.create("http://localhost:" + port + "/webex");
    }

    /** Webex itself, called past the server with an access token of its own. */
    Api direct(String person) {
        return direct(person, "spark:all");
    }

    /** As {@link #direct(String)}, with these scopes. */
    Api direct(String person, String scope) {
        JsonNode tokens = control.post("/tokens", Map.of("person", person, "scope", scope))
                .ok();
        return new Api(URI.create(webex() + "/v1"), Optional.empty())
                .authorized("Bearer " + tokens.path("access_token").textValue());
    }

    /** Tokens issued without a browser, as the token endpoint answers them. */
    JsonNode issueTokens(String person) {
        return control.post("/tokens", Map.of("person", person)).ok();
    }

    /** Lets the next call below a path suffer; see the sandbox's README for kinds and members. */
    void fault(String path, String kind, Map<String, Object> members) {
        Map<String, Object> fault = new LinkedHashMap<>(members);
        fault.put("path", path);
        fault.put("kind", kind);
        control.post("/faults", fault).ok();
    }

    /** Lets the next call below a path be answered with a status. */
    void answerOnce(String path, int status) {
        fault(path, "status", Map.of("status", status));
    }

    /** Takes back all faults and settings; people, rooms and tokens stay. */
    void calm() {
        control.delete("/faults");
        control.put("/settings", Map.of("refreshTokenRotation", false, "rateLimit", 0))
                .ok();
    }

    void settings(Map<String, Object> values) {
        control.put("/settings", values).ok();
    }

    /** Ends all access tokens; refresh tokens stay good. */
    void expireAccessTokens() {
        control.post("/tokens/expire", Map.of()).ok();
    }

    /** Withdraws all consents. */
    void revokeAll() {
        control.post("/tokens/revoke", Map.of()).ok();
    }

    /** Calls of the simulated providers since the last {@link #forgetCalls}. */
    long received() {
        return calls().path("received").longValue();
    }

    /** Calls of the token endpoint with this grant, hung ones included. */
    long tokenCalls(String grant) {
        return calls().path("tokenCalls").path(grant).longValue();
    }

    JsonNode calls() {
        return control.get("/calls").ok();
    }

    void forgetCalls() {
        control.delete("/calls");
    }

    int stop() {
        return program.stop();
    }
}
