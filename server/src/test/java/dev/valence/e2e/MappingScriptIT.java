package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transformations that are tried out, and their scripts. */
class MappingScriptIT {
    private final Api api = Platform.API;
    private final Mapped mapped = new Mapped(api);

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        mapped.forget();
    }

    @Test
    void aTransformationIsTriedOutWithoutTheProvider() {
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", Mapped.CHANNELS);
        Map<String, Object> payload = Map.of("id", "1", "title", "A", "created", "2026-01-15T09:30:00.000Z", "more", 1);
        JsonNode read = api.post("/transformations/room/execute", Map.of("elementId", "ciscospark", "payload", payload))
                .ok();
        assertThat(read.toString()).isEqualTo("{\"id\":\"1\",\"name\":\"A\",\"times\":{\"made\":\"2026-01-15\"}}");
        JsonNode written = api.post(
                        "/transformations/room/execute",
                        Map.of("elementId", "ciscospark", "method", "POST", "payload", Map.of("name", "B")))
                .ok();
        assertThat(written.toString()).isEqualTo("{\"title\":\"B\"}");
        api.post("/transformations/nosuch/execute", Map.of("elementId", "ciscospark", "payload", Map.of()))
                .fault(404);
        api.post("/transformations/room/execute", Map.of("elementId", "ciscospark"))
                .fault(400);
        api.post("/transformations/room/execute", Map.of("payload", Map.of())).fault(400);
    }

    @Test
    void scriptsRunAfterTheFieldsInBothDirectionsAndFailSilently() {
        JsonNode instance = Spark.connect(api, "Scripted", Spark.ADA);
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", """
                {"vendorName": "channels", "fields": [{"path": "name", "vendorPath": "title"}], "script": {"body":
                 "if (fromVendor) { transformedObject.kind = CE.b64(originalObject.type); } else { transformedObject.title += '!'; }\\ndone(transformedObject);"}}""");
        Api words = Platform.as(instance);
        JsonNode made = words.post("/room", Map.of("name", "Scripted")).ok();
        assertThat(made.path("name").asText()).isEqualTo("Scripted!");
        assertThat(made.path("kind").asText()).isEqualTo("Z3JvdXA=");
        Answer list = words.get("/room?pageSize=3");
        assertThat(list.ok().valueStream().map(row -> row.path("kind").asText()))
                .allMatch(kind -> !kind.isEmpty())
                .hasSize(3);
        assertThat(list.header("Elements-Returned-Count")).contains("3");

        String own = "/instances/" + instance.path("id");
        api.post(own + "/transformations/room", Mapped.json("""
                {"vendorName": "channels", "configuration": [{"type": "inherit"}], "script": {"body": "transformedObject.kind += '?'; done(transformedObject)"}}""")).ok();
        assertThat(words.get("/room/" + made.path("id").asText())
                        .ok()
                        .path("kind")
                        .asText())
                .as("one level's script after the other's")
                .isEqualTo("Z3JvdXA=?");
        api.put(own + "/transformations/room", Mapped.json("""
                {"vendorName": "channels", "fields": [{"path": "name", "vendorPath": "title"}], "script": {"body": "while (true) {}"}}""")).ok();
        assertThat(words.get("/room/" + made.path("id").asText())
                        .ok()
                        .path("name")
                        .asText())
                .as("mapped by its fields alone")
                .isEqualTo("Scripted!");
        Answer trial = api.post(
                "/transformations/room/execute",
                Map.of(
                        "instanceId",
                        instance.path("id"),
                        "payload",
                        Map.of("title", "A"),
                        "transformation",
                        Mapped.json("{\"fields\": [], \"script\": {\"body\": \"let a = 1;\\ndone(a.b.c)\"}}")));
        assertThat(trial.ok().path("title").asText()).isEqualTo("A");
        assertThat(trial.header("Elements-Error").orElse("")).startsWith("script line 2: TypeError");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"method": "FETCH", "payload": {}}                                                           | FETCH
            {"method": 5, "payload": {}}                                                                 | method
            {"payload": {}, "transformation": 5}                                                         | JSON object
            {"payload": {}, "transformation": {"fields": "x"}}                                           | must be an array
            {"payload": {}, "transformation": {"fields": [5]}}                                           | one is no object
            {"payload": {}, "transformation": {"fields": [], "configuration": 5}}                        | configuration
            {"payload": {}, "transformation": {"fields": [{"path": "a", "vendorPath": "b", "configuration": 5}]}} | field 'a'
            {"payload": {"a": 1, "b": 2}, "method": "PUT", "transformation": {"fields": [{"path": "a", "vendorPath": "x"}, {"path": "b", "vendorPath": "x"}]}} | 'a' and 'b'
            """)
    void aTrialIsCheckedLikeWhatIsStored(String request, String words) throws Exception {
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", Mapped.CHANNELS);
        var body = (com.fasterxml.jackson.databind.node.ObjectNode) Api.JSON.readTree(request);
        assertThat(api.post("/transformations/room/execute", body.put("elementId", "ciscospark"))
                        .fault(400))
                .contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"done()", "done(null)", "done(undefined)", "return;", "if (!fromVendor) done(transformedObject);"
            })
    void aScriptThatHandsNothingOnChangesNothing(String script) {
        JsonNode instance = Spark.connect(api, "Silent", Spark.ADA);
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map(
                "accounts",
                "room",
                "{\"vendorName\": \"channels\", \"fields\": [{\"path\": \"name\", \"vendorPath\": \"title\"}],"
                        + " \"script\": {\"body\": \"" + script + "\"}}");
        JsonNode made =
                Platform.as(instance).post("/room", Map.of("name", "Kept")).ok();
        assertThat(made.path("name").asText()).isEqualTo("Kept");
        Answer trial = api.post(
                "/transformations/room/execute", Map.of("elementId", "ciscospark", "payload", Map.of("title", "A")));
        assertThat(trial.ok().toString()).isEqualTo("{\"name\":\"A\"}");
        assertThat(trial.header("Elements-Error").orElse("")).contains("done");
    }
}
