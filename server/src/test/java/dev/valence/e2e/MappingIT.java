package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application's own objects, from their definition to calls in its own words. */
class MappingIT {
    private final Api api = Platform.API;
    private final Mapped mapped = new Mapped(api);

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        mapped.forget();
    }

    @Test
    void anObjectIsReadAndWrittenInTheApplicationsOwnWords() throws Exception {
        JsonNode instance = Spark.connect(api, "Mapped", Spark.ADA);
        mapped.define("organizations", "room", Mapped.ROOM);
        mapped.map("organizations", "room", Mapped.CHANNELS);
        Api words = Platform.as(instance);

        JsonNode made = words.post("/hubs/collaboration/room", Map.of("name", "In my words", "unknown", 1))
                .ok();
        assertThat(made.path("name").asText()).isEqualTo("In my words");
        assertThat(made.path("times").path("made").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(Mapped.names(made)).containsExactly("id", "name", "times");
        String id = made.path("id").asText();
        assertThat(Platform.SANDBOX
                        .direct(Spark.ADA)
                        .get("/rooms/" + id)
                        .ok()
                        .path("title")
                        .asText())
                .isEqualTo("In my words");

        assertThat(words.get("/room/" + id).ok()).isEqualTo(made);
        assertThat(words.patch("/room/" + id, Map.of("name", "Renamed"))
                        .ok()
                        .path("name")
                        .asText())
                .isEqualTo("Renamed");
        Answer list = words.get("/room?pageSize=1");
        assertThat(list.ok()).hasSize(1);
        assertThat(Mapped.names(list.ok().path(0))).containsExactly("id", "name", "times");
        assertThat(list.header("Elements-Returned-Count")).contains("1");
        assertThat(words.get("/room?fields=name&pageSize=1").ok().path(0).toString())
                .matches("\\{\"name\":\"[^\"]*\"}");
        assertThat(words.get("/room?where=nonsense='x'").fault(400)).isNotBlank();
        words.delete("/room/" + id).ok();
        words.get("/room/" + id).fault(404);

        assertThat(words.get("/objects").ok().toString()).contains("\"room\"", "\"channels\"");
        assertThat(words.get("/objects/room/metadata")
                        .ok()
                        .path("fields")
                        .path(1)
                        .path("vendorPath")
                        .asText())
                .isEqualTo("name");
        assertThat(Mapped.names(words.get("/objects/room/docs").ok().path("paths")))
                .containsExactly("/room", "/room/{id}");
        assertThat(Mapped.names(words.get("/channels?pageSize=1").ok().path(0)))
                .as("the element's own")
                .contains("title");
    }

    @Test
    void conditionsAndOrderAreTranslatedAndChildrenAreMapped() {
        JsonNode instance = Spark.connect(api, "Mapped", Spark.ADA);
        mapped.define("accounts", "person", "{\"fields\": [{\"path\": \"mail\"}]}");
        mapped.map(
                "accounts",
                "person",
                "{\"vendorName\": \"people\", \"fields\": [{\"path\": \"mail\", \"vendorPath\": \"email\"},"
                        + " {\"path\": \"mails\", \"vendorPath\": \"emails\"}]}");
        mapped.define("accounts", "note", "{\"fields\": [{\"path\": \"body\"}]}");
        mapped.map(
                "accounts",
                "note",
                "{\"vendorName\": \"messages\", \"fields\": [{\"path\": \"body\", \"vendorPath\": \"text\"}]}");
        Api words = Platform.as(instance);
        JsonNode found = words.get("/person?where=mail='" + Spark.BOB + "'").ok();
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("mails").path(0).asText()).isEqualTo(Spark.BOB);

        String room = words.post("/channels", Map.of("title", "Notes"))
                .ok()
                .path("id")
                .asText();
        words.post("/channels/" + room + "/note", Map.of("body", "Hello")).ok();
        JsonNode notes = words.get("/channels/" + room + "/note").ok();
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
        mapped.define("organizations", "room", "{\"fields\": [{\"path\": \"id\"}, {\"path\": \"name\"}]}");
        mapped.map(
                "organizations",
                "room",
                "{\"vendorName\": \"channels\", \"fields\": [{\"path\": \"id\", \"vendorPath\": \"id\"},"
                        + " {\"path\": \"name\", \"vendorPath\": \"title\"}]}");
        api.post(own + "/objects/room/definitions", Mapped.json("{\"fields\": [{\"path\": \"kind\"}]}"))
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
                api.post(own + "/transformations/room", Mapped.json(inheriting)).ok();
        assertThat(stored.path("level").asText()).isEqualTo("instance");
        assertThat(stored.path("fields").path(0).path("level").asText()).isEqualTo("instance");
        Api words = Platform.as(instance);
        JsonNode made = words.post("/room", Map.of("name", "All levels")).ok();
        assertThat(made.path("kind").asText()).isEqualTo("group");
        assertThat(made.path("name").asText()).isEqualTo("All levels");

        api.put(own + "/transformations/room", Mapped.json(inheriting.replace("inherit", "own")))
                .ok();
        JsonNode alone = words.get("/room/" + made.path("id").asText()).ok();
        assertThat(alone.path("kind").asText()).isEqualTo("group");
        assertThat(alone.has("name")).as("replaced, not inherited").isFalse();
        api.delete(own + "/transformations/room").ok();
        assertThat(words.get("/room/" + made.path("id").asText())
                        .ok()
                        .path("name")
                        .asText())
                .isEqualTo("All levels");
    }

    @Test
    void aChildOfAMappedObjectIsItsElementsOwn() {
        JsonNode instance = Spark.connect(api, "Children", Spark.ADA);
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", Mapped.CHANNELS);
        Api words = Platform.as(instance);
        String room =
                words.post("/room", Map.of("name", "Parent")).ok().path("id").asText();
        words.post("/room/" + room + "/messages", Map.of("text", "Unmapped")).ok();
        assertThat(words.get("/room/" + room + "/messages")
                        .ok()
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("Unmapped");
    }

    @Test
    void anObjectCanTakeSomeVerbsOnlyAndAskItsOwnQuestion() {
        JsonNode instance = Spark.connect(api, "Verbs", Spark.ADA);
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", Mapped.CHANNELS.replace("{\"type\": \"custom\"}", """
                {"type": "methods", "properties": {"methods": ["GET", "POST"]}},
                {"type": "queryOverride", "properties": {"query": "type='direct'"}}"""));
        Api words = Platform.as(instance);
        String id =
                words.post("/room", Map.of("name", "A group")).ok().path("id").asText();
        assertThat(words.get("/room/" + id).ok().path("name").asText()).isEqualTo("A group");
        assertThat(words.get("/room?where=name='x'")
                        .ok()
                        .valueStream()
                        .map(row -> row.path("id").asText()))
                .as("rooms of two people only")
                .doesNotContain(id);
        assertThat(words.delete("/room/" + id).fault(405)).contains("GET, POST, not DELETE");
        assertThat(api.put(
                                "/accounts/elements/ciscospark/transformations/room",
                                Mapped.json(Mapped.CHANNELS.replace("{\"type\": \"custom\"}", """
                {"type": "queryOverride", "properties": {"query": "type=="}}""")))
                        .fault(400))
                .contains("position");
    }

    @Test
    void nullsOfBothSidesArriveWhereTheyAreWanted() {
        try (Vendor vendor = Vendor.answering("{\"id\": \"1\", \"title\": null}")) {
            JsonNode instance = vendor.connect(api, Map.of("filter.response.nulls", "false"));
            mapped.define("accounts", "room", Mapped.ROOM);
            mapped.map("accounts", "room", Mapped.CHANNELS);
            assertThat(Platform.as(instance).get("/room/1").text()).isEqualTo("{\"id\":\"1\",\"name\":null}");
            Platform.as(instance).post("/room", Mapped.json("{\"name\": null}")).ok();
            assertThat(vendor.requests().getLast().body()).isEqualTo("{\"title\":null}");
        }
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
            mapped.define("accounts", "room", Mapped.ROOM);
            mapped.map(
                    "accounts",
                    "room",
                    "{\"vendorName\": \"rooms\", \"fields\": [{\"path\": \"name\", \"vendorPath\": \"title\"}]}");
            Answer list = Platform.as(instance).get("/hubs/collaboration/room");
            assertThat(list.ok()).hasSize(10_000);
            assertThat(list.text()).startsWith("[{\"id\":\"r0\",\"n\":12345678901234567890.50,\"name\":\"T\"},");
        }
    }

    @Test
    void aNullInAPartialUpdateReachesAProviderThatKnowsFullUpdatesOnly() {
        try (Vendor vendor = Vendor.answering("{\"id\": \"1\", \"name\": \"Team\", \"description\": \"Old\"}")) {
            JsonNode instance = vendor.connect(api, Map.of());
            Platform.as(instance)
                    .patch("/groups/1", Mapped.json("{\"description\": null}"))
                    .ok();
            assertThat(vendor.requests().getLast().json())
                    .isEqualTo(Mapped.json("{\"name\": \"Team\", \"description\": null}"));
        }
    }

    @Test
    void aRequestThatSaysDifferentThingsOfOnePlaceIsRefused() {
        JsonNode instance = Spark.connect(api, "Twice", Spark.ADA);
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", """
                {"vendorName": "channels", "fields": [{"path": "name", "vendorPath": "title"}, {"path": "label", "vendorPath": "title"}]}""");
        Api words = Platform.as(instance);
        JsonNode made = words.post("/room", Map.of("label", "One")).ok();
        assertThat(made.path("name").asText()).isEqualTo("One");
        assertThat(made.path("label").asText()).isEqualTo("One");
        words.patch("/room/" + made.path("id").asText(), Map.of("name", "Two", "label", "Two"))
                .ok();
        assertThat(words.patch("/room/" + made.path("id").asText(), Map.of("name", "Three", "label", "Two"))
                        .fault(400))
                .contains("'name'", "'label'", "'title'");
    }
}
