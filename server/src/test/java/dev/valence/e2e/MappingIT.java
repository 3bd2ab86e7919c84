package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own objects, from their definition to calls in its own words. */
class MappingIT {
    private static final String ROOM = "{\"fields\": [{\"path\": \"id\", \"type\": \"string\"},"
            + " {\"path\": \"name\", \"type\": \"string\"}, {\"path\": \"times.made\", \"type\": \"date\"}]}";
    private static final String CHANNELS = """
            {"vendorName": "channels", "fields": [{"path": "id", "vendorPath": "id"}, {"path": "name", "vendorPath": "title"},
              {"path": "times.made", "vendorPath": "created", "type": "date",
               "configuration": [{"type": "format", "properties": {"pattern": "yyyy-MM-dd"}}]}],
             "configuration": [{"type": "passThrough", "properties": {"fromVendor": false, "toVendor": false}}, {"type": "custom"}]}""";

    private final Api api = Platform.API;

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
        for (String level : List.of("organizations", "accounts")) {
            api.delete("/" + level + "/elements/ciscospark/transformations");
            api.delete("/" + level + "/objects/definitions");
        }
    }

    @Test
    void anObjectIsReadAndWrittenInTheApplicationsOwnWords() throws Exception {
        JsonNode instance = Spark.connect(api, "Mapped", Spark.ADA);
        define("organizations", "room", ROOM);
        map("organizations", "room", CHANNELS);
        Api mapped = Platform.as(instance);

        JsonNode made = mapped.post("/hubs/collaboration/room", Map.of("name", "In my words", "unknown", 1))
                .ok();
        assertThat(made.path("name").asText()).isEqualTo("In my words");
        assertThat(made.path("times").path("made").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(names(made)).containsExactly("id", "name", "times");
        String id = made.path("id").asText();
        assertThat(Platform.SANDBOX
                        .direct(Spark.ADA)
                        .get("/rooms/" + id)
                        .ok()
                        .path("title")
                        .asText())
                .isEqualTo("In my words");

        assertThat(mapped.get("/room/" + id).ok()).isEqualTo(made);
        assertThat(mapped.patch("/room/" + id, Map.of("name", "Renamed"))
                        .ok()
                        .path("name")
                        .asText())
                .isEqualTo("Renamed");
        Answer list = mapped.get("/room?pageSize=1");
        assertThat(list.ok()).hasSize(1);
        assertThat(names(list.ok().path(0))).containsExactly("id", "name", "times");
        assertThat(list.header("Elements-Returned-Count")).contains("1");
        assertThat(mapped.get("/room?fields=name&pageSize=1").ok().path(0).toString())
                .matches("\\{\"name\":\"[^\"]*\"}");
        assertThat(mapped.get("/room?where=nonsense='x'").fault(400)).isNotBlank();
        mapped.delete("/room/" + id).ok();
        mapped.get("/room/" + id).fault(404);

        assertThat(mapped.get("/objects").ok().toString()).contains("\"room\"", "\"channels\"");
        assertThat(mapped.get("/objects/room/metadata")
                        .ok()
                        .path("fields")
                        .path(1)
                        .path("vendorPath")
                        .asText())
                .isEqualTo("name");
        assertThat(names(mapped.get("/channels?pageSize=1").ok().path(0)))
                .as("the element's own")
                .contains("title");
    }

    @Test
    void conditionsAndOrderAreTranslatedAndChildrenAreMapped() {
        JsonNode instance = Spark.connect(api, "Mapped", Spark.ADA);
        define("accounts", "person", "{\"fields\": [{\"path\": \"mail\"}]}");
        map(
                "accounts",
                "person",
                "{\"vendorName\": \"people\", \"fields\": [{\"path\": \"mail\", \"vendorPath\": \"email\"},"
                        + " {\"path\": \"mails\", \"vendorPath\": \"emails\"}]}");
        define("accounts", "note", "{\"fields\": [{\"path\": \"body\"}]}");
        map(
                "accounts",
                "note",
                "{\"vendorName\": \"messages\", \"fields\": [{\"path\": \"body\", \"vendorPath\": \"text\"}]}");
        Api mapped = Platform.as(instance);
        JsonNode found = mapped.get("/person?where=mail='" + Spark.BOB + "'").ok();
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("mails").path(0).asText()).isEqualTo(Spark.BOB);

        String room = mapped.post("/channels", Map.of("title", "Notes"))
                .ok()
                .path("id")
                .asText();
        mapped.post("/channels/" + room + "/note", Map.of("body", "Hello")).ok();
        JsonNode notes = mapped.get("/channels/" + room + "/note").ok();
        assertThat(notes.path(0).path("body").asText()).isEqualTo("Hello");
        assertThat(notes.path(0).has("text")).isFalse();
        assertThat(notes.path(0).has("personEmail"))
                .as("what no field names passes")
                .isTrue();
    }

    @Test
    void nearerLevelsWinAndInheritFieldByField() {
        JsonNode instance = Spark.connect(api, "Levels", Spark.ADA);
        String own = "/instances/" + instance.path("id");
        define("organizations", "room", "{\"fields\": [{\"path\": \"id\"}, {\"path\": \"name\"}]}");
        map(
                "organizations",
                "room",
                "{\"vendorName\": \"channels\", \"fields\": [{\"path\": \"id\", \"vendorPath\": \"id\"},"
                        + " {\"path\": \"name\", \"vendorPath\": \"title\"}]}");
        api.post(own + "/objects/room/definitions", json("{\"fields\": [{\"path\": \"kind\"}]}"))
                .ok();
        JsonNode effective = api.get(own + "/objects/room/definitions").ok();
        assertThat(effective
                        .path("fields")
                        .valueStream()
                        .map(field -> field.path("path").asText() + " "
                                + field.path("level").asText()))
                .containsExactly("id organization", "name organization", "kind instance");

        String inheriting =
                "{\"vendorName\": \"channels\", \"fields\": [{\"path\": \"kind\", \"vendorPath\": \"type\"}],"
                        + " \"configuration\": [{\"type\": \"inherit\"}]}";
        JsonNode stored =
                api.post(own + "/transformations/room", json(inheriting)).ok();
        assertThat(stored.path("level").asText()).isEqualTo("instance");
        assertThat(stored.path("fields").path(0).path("level").asText()).isEqualTo("instance");
        Api mapped = Platform.as(instance);
        JsonNode made = mapped.post("/room", Map.of("name", "All levels")).ok();
        assertThat(made.path("kind").asText()).isEqualTo("group");
        assertThat(made.path("name").asText()).isEqualTo("All levels");

        api.put(own + "/transformations/room", json(inheriting.replace("inherit", "own")))
                .ok();
        JsonNode alone = mapped.get("/room/" + made.path("id").asText()).ok();
        assertThat(alone.path("kind").asText()).isEqualTo("group");
        assertThat(alone.has("name")).as("replaced, not inherited").isFalse();
        api.delete(own + "/transformations/room").ok();
        assertThat(mapped.get("/room/" + made.path("id").asText())
                        .ok()
                        .path("name")
                        .asText())
                .isEqualTo("All levels");
    }

    @Test
    void definitionsAndTransformationsHaveTheirRules() {
        api.get("/organizations/objects/definitions").fault(404);
        JsonNode made = api.post(
                        "/organizations/objects/definitions", json("{\"a\": " + ROOM + ", \"b\": " + ROOM + "}"))
                .ok();
        assertThat(made.path("a").path("level").asText()).isEqualTo("organization");
        assertThat(made.path("a").path("fields").path(0).path("level").asText()).isEqualTo("organization");
        api.post("/organizations/objects/a/definitions", json(ROOM)).fault(409);
        api.post("/organizations/objects/definitions", json("{\"c\": " + ROOM + ", \"b\": " + ROOM + "}"))
                .fault(409);
        api.get("/organizations/objects/c/definitions").fault(404);
        assertThat(names(api.get("/organizations/objects/definitions").ok())).containsExactly("a", "b");
        api.put("/organizations/objects/nosuch/definitions", json(ROOM)).fault(404);

        api.post("/organizations/elements/ciscospark/transformations/nosuch", json(CHANNELS))
                .fault(404);
        api.post("/organizations/elements/nosuch/transformations/a", json(CHANNELS))
                .fault(404);
        JsonNode stored = api.post("/organizations/elements/ciscospark/transformations/a", json(CHANNELS))
                .ok();
        assertThat(stored.path("objectName").asText()).isEqualTo("a");
        assertThat(stored.path("fields")
                        .valueStream()
                        .map(field -> field.path("type").asText()))
                .as("each has a type, also where none was sent")
                .containsExactly("string", "string", "date");
        assertThat(stored.path("startDate").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
        assertThat(stored.path("isLegacy").asBoolean(true)).isFalse();
        assertThat(stored.path("configuration").path(1).path("type").asText())
                .as("unknown entries stay")
                .isEqualTo("custom");
        api.post("/organizations/elements/1832/transformations/a", json(CHANNELS))
                .fault(409);
        api.delete("/organizations/objects/a/definitions").fault(409);

        api.patch("/organizations/objects/a", Map.of("objectName", "b")).fault(409);
        api.patch("/organizations/objects/a", Map.of("objectName", "renamed")).ok();
        assertThat(api.get("/organizations/elements/ciscospark/transformations")
                        .ok()
                        .has("renamed"))
                .isTrue();
        api.delete("/organizations/elements/ciscospark/transformations/renamed").ok();
        api.get("/organizations/elements/ciscospark/transformations").fault(404);
        api.delete("/organizations/objects/definitions").ok();
        api.get("/organizations/objects/definitions").fault(404);
        Platform.SERVER.anonymous().get("/organizations/objects/definitions").fault(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"fields\": {}}",
                "{\"fields\": [{\"type\": \"string\"}]}",
                "{\"fields\": [{\"path\": \"a..b\"}]}",
                "{\"fields\": [{\"path\": \"a\"}, {\"path\": \"a\"}]}",
                "{\"fields\": [{\"path\": \"a\", \"type\": \"array[array[x]]\"}]}",
                "nonsense"
            })
    void aDefinitionThatIsNoneIsRefused(String body) {
        api.post("/accounts/objects/x/definitions", json(body)).fault(400);
        api.get("/accounts/objects/x/definitions").fault(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"fields": []}                                                                         | vendorName
            {"vendorName": "channels", "fields": [{"path": "a"}]}                                  | vendorPath
            {"vendorName": "channels", "fields": [{"path": "a", "vendorPath": "b["}]}              | b[
            {"vendorName": "channels", "fields": [{"path": "a", "vendorPath": "b"}, {"path": "a", "vendorPath": "c"}]} | twice
            {"vendorName": "channels", "fields": [{"path": "a", "vendorPath": "b"}, {"path": "a.x", "vendorPath": "c"}]} | inside
            {"vendorName": "channels", "fields": 7}                                                | array
            {"vendorName": "channels", "configuration": 7}                                         | array
            {"vendorName": "channels", "script": "done(1)"}                                         | script
            """)
    void aTransformationThatCannotWorkIsRefused(String body, String words) {
        define("accounts", "x", ROOM);
        assertThat(api.post("/accounts/elements/ciscospark/transformations/x", json(body))
                        .fault(400))
                .contains(words);
    }

    @Test
    void aMappedObjectStandsInTheDocumentsOfItsInstanceWhenThatIsWanted() {
        JsonNode instance = Spark.connect(api, "Documented", Spark.ADA);
        define("accounts", "room", ROOM);
        map("accounts", "room", CHANNELS);
        String docs = "/instances/" + instance.path("id") + "/docs?format=openapi";
        assertThat(api.get(docs).ok().path("paths").has("/room")).isFalse();
        api.put(
                        "/accounts/elements/ciscospark/transformations/room",
                        json(CHANNELS.replace("custom", "addToDocumentation")))
                .ok();
        JsonNode document = api.get(docs).ok();
        assertThat(names(document.path("paths").path("/room"))).contains("get", "post");
        assertThat(names(document.path("paths").path("/room/{id}"))).contains("get", "patch", "delete");
        JsonNode room = document.path("components").path("schemas").path("room").path("properties");
        assertThat(names(room)).containsExactly("id", "name", "times");
        assertThat(room.path("times")
                        .path("properties")
                        .path("made")
                        .path("format")
                        .asText())
                .isEqualTo("date-time");
        assertThat(api.get("/instances/" + instance.path("id") + "/docs")
                        .ok()
                        .path("definitions")
                        .has("roomList"))
                .isTrue();
    }

    @Test
    void itStandsInTheDocumentsOfItsElementAndHubForCallersWhoHaveIt() {
        define("accounts", "room", ROOM);
        map("accounts", "room", CHANNELS.replace("custom", "addToDocumentation"));
        define("accounts", "note", "{\"fields\": [{\"path\": \"body\"}]}");
        map(
                "accounts",
                "note",
                "{\"vendorName\": \"messages\", \"fields\": [{\"path\": \"body\", \"vendorPath\": \"text\"}],"
                        + " \"configuration\": [{\"type\": \"addToDocumentation\"}]}");
        for (String docs : List.of("/elements/ciscospark/docs?format=openapi", "/docs/collaboration?format=openapi")) {
            JsonNode document = api.get(docs).ok();
            assertThat(names(document.path("paths").path("/room"))).contains("get", "post");
            assertThat(names(document.path("paths").path("/channels/{id}/note")))
                    .contains("get", "post");
            assertThat(Platform.SERVER.anonymous().get(docs).ok().path("paths").has("/room"))
                    .isFalse();
        }
    }

    @Test
    void aChildOfAMappedObjectIsItsElementsOwn() {
        JsonNode instance = Spark.connect(api, "Children", Spark.ADA);
        define("accounts", "room", ROOM);
        map("accounts", "room", CHANNELS);
        Api mapped = Platform.as(instance);
        String room =
                mapped.post("/room", Map.of("name", "Parent")).ok().path("id").asText();
        mapped.post("/room/" + room + "/messages", Map.of("text", "Unmapped")).ok();
        assertThat(mapped.get("/room/" + room + "/messages")
                        .ok()
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("Unmapped");
    }

    @Test
    void anObjectCanTakeSomeVerbsOnlyAndAskItsOwnQuestion() {
        JsonNode instance = Spark.connect(api, "Verbs", Spark.ADA);
        define("accounts", "room", ROOM);
        map("accounts", "room", CHANNELS.replace("{\"type\": \"custom\"}", """
                {"type": "methods", "properties": {"methods": ["GET", "POST"]}},
                {"type": "queryOverride", "properties": {"query": "type='direct'"}}"""));
        Api mapped = Platform.as(instance);
        String id =
                mapped.post("/room", Map.of("name", "A group")).ok().path("id").asText();
        assertThat(mapped.get("/room/" + id).ok().path("name").asText()).isEqualTo("A group");
        assertThat(mapped.get("/room?where=name='x'")
                        .ok()
                        .valueStream()
                        .map(row -> row.path("id").asText()))
                .as("rooms of two people only")
                .doesNotContain(id);
        assertThat(mapped.delete("/room/" + id).fault(405)).contains("GET, POST, not DELETE");
        assertThat(api.put(
                                "/accounts/elements/ciscospark/transformations/room",
                                json(CHANNELS.replace("{\"type\": \"custom\"}", """
                {"type": "queryOverride", "properties": {"query": "type=="}}""")))
                        .fault(400))
                .contains("position");
    }

    @Test
    void nullsOfBothSidesArriveWhereTheyAreWanted() {
        try (Vendor vendor = Vendor.answering("{\"id\": \"1\", \"title\": null}")) {
            JsonNode instance = vendor.connect(api, Map.of("filter.response.nulls", "false"));
            define("accounts", "room", ROOM);
            map("accounts", "room", CHANNELS);
            assertThat(Platform.as(instance).get("/room/1").text()).isEqualTo("{\"id\":\"1\",\"name\":null}");
            Platform.as(instance).post("/room", json("{\"name\": null}")).ok();
            assertThat(vendor.requests().getLast().body()).isEqualTo("{\"title\":null}");
        }
    }

    @Test
    void aTransformationIsTriedOutWithoutTheProvider() {
        define("accounts", "room", ROOM);
        map("accounts", "room", CHANNELS);
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
        define("accounts", "room", ROOM);
        map("accounts", "room", """
                {"vendorName": "channels", "fields": [{"path": "name", "vendorPath": "title"}], "script": {"body":
                 "if (fromVendor) { transformedObject.kind = CE.b64(originalObject.type); } else { transformedObject.title += '!'; }\\ndone(transformedObject);"}}""");
        Api mapped = Platform.as(instance);
        JsonNode made = mapped.post("/room", Map.of("name", "Scripted")).ok();
        assertThat(made.path("name").asText()).isEqualTo("Scripted!");
        assertThat(made.path("kind").asText()).isEqualTo("Z3JvdXA=");
        Answer list = mapped.get("/room?pageSize=3");
        assertThat(list.ok().valueStream().map(row -> row.path("kind").asText()))
                .allMatch(kind -> !kind.isEmpty())
                .hasSize(3);
        assertThat(list.header("Elements-Returned-Count")).contains("3");

        String own = "/instances/" + instance.path("id");
        api.post(own + "/transformations/room", json("""
                {"vendorName": "channels", "configuration": [{"type": "inherit"}], "script": {"body": "transformedObject.kind += '?'; done(transformedObject)"}}""")).ok();
        assertThat(mapped.get("/room/" + made.path("id").asText())
                        .ok()
                        .path("kind")
                        .asText())
                .as("one level's script after the other's")
                .isEqualTo("Z3JvdXA=?");
        api.put(own + "/transformations/room", json("""
                {"vendorName": "channels", "fields": [{"path": "name", "vendorPath": "title"}], "script": {"body": "while (true) {}"}}""")).ok();
        assertThat(mapped.get("/room/" + made.path("id").asText())
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
                        json("{\"fields\": [], \"script\": {\"body\": \"let a = 1;\\ndone(a.b.c)\"}}")));
        assertThat(trial.ok().path("title").asText()).isEqualTo("A");
        assertThat(trial.header("Elements-Error").orElse("")).startsWith("script line 2: TypeError");
    }

    @Test
    void aLongListIsMappedObjectByObject() {
        StringBuilder items = new StringBuilder("{\"items\":[");
        for (int i = 0; i < 10_000; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"r")
                    .append(i)
                    .append("\",\"title\":\"T\",\"n\":12345678901234567890.50,\"nothing\":null}");
        }
        String body = items.append("]}").toString();
        try (Vendor vendor = Vendor.answering(body)) {
            JsonNode instance = vendor.connect(api, Map.of());
            define("accounts", "room", ROOM);
            map(
                    "accounts",
                    "room",
                    "{\"vendorName\": \"rooms\", \"fields\": [{\"path\": \"name\", \"vendorPath\": \"title\"}]}");
            Answer list = Platform.as(instance).get("/hubs/collaboration/room");
            assertThat(list.ok()).hasSize(10_000);
            assertThat(list.text()).startsWith("[{\"id\":\"r0\",\"n\":12345678901234567890.50,\"name\":\"T\"},");
        }
    }

    private void define(String level, String name, String definition) {
        api.post("/" + level + "/objects/" + name + "/definitions", json(definition))
                .ok();
    }

    private void map(String level, String name, String transformation) {
        api.post("/" + level + "/elements/ciscospark/transformations/" + name, json(transformation))
                .ok();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Object json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return text;
        }
    }
}
