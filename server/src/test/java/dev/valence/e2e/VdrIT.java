package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own objects by id: the list, packaging and copies. */
class VdrIT {
    private static final String ROOM = """
            {"objectName": "room", "fields": [{"path": "id", "type": "string"}, {"path": "name"}]}""";
    private static final String CHANNELS = """
            {"element": {"key": "ciscospark"}, "vendorName": "channels",
             "fields": [{"path": "id", "vendorPath": "id"}, {"path": "name", "vendorPath": "title"}]}""";

    private final Api api = Platform.API;

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        Platform.SANDBOX.calm();
        Platform.deleteAllInstances();
        for (String level : List.of("accounts", "organizations")) {
            api.delete("/" + level + "/elements/ciscospark/transformations");
            api.delete("/" + level + "/objects/definitions");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vdrs", "/common-resources"})
    void objectsAreMadeListedChangedAndDeletedById(String base) {
        assertThat(api.get(base).ok()).isEmpty();
        JsonNode made = api.post(base, json(ROOM)).ok();
        int id = made.path("id").asInt();
        assertThat(id).isPositive();
        assertThat(made.path("objectName").asText()).isEqualTo("room");
        assertThat(made.path("fields").path(1).toString())
                .isEqualTo("{\"path\":\"name\",\"type\":\"string\",\"id\":2,\"level\":\"organization\"}");
        api.post(base, json(ROOM)).fault(409);
        api.post(base, json(ROOM.replace("\"name\"", "\"a..b\"").replace("\"room\"", "\"other\"")))
                .fault(400);
        JsonNode own = api.post(base + "?level=account", json(ROOM)).ok();
        assertThat(own.path("level").asText()).isEqualTo("account");

        Answer list = api.get(base + "?pageSize=1&searchText=ROO");
        assertThat(list.ok()).hasSize(1);
        assertThat(list.header("Elements-Total-Count")).contains("2");
        String next = list.header("Elements-Next-Page-Token").orElseThrow();
        assertThat(api.get(base + "?searchText=ROO&nextPage=" + next)
                        .ok()
                        .path(0)
                        .path("id"))
                .isEqualTo(own.path("id"));
        assertThat(api.get(base + "?searchText=nothing").ok()).isEmpty();
        assertThat(api.get(base + "?systemOnly=true").ok()).isEmpty();
        assertThat(api.get("/organizations/objects/definitions?systemOnly=true").fault(404))
                .contains("no templates");

        assertThat(api.get(base + "/" + id).ok()).isEqualTo(made);
        assertThat(api.get(base + "/room").ok()).isEqualTo(made);
        assertThat(api.get(base + "/room?level=account").ok()).isEqualTo(own);
        JsonNode changed = api.patch(base + "/" + id, json("""
                {"objectName": "space", "fields": [{"path": "kind"}, {"path": "title", "id": 2}, {"path": "id"}]}""")).ok();
        assertThat(changed.path("id").asInt()).isEqualTo(id);
        assertThat(changed.path("objectName").asText()).isEqualTo("space");
        assertThat(changed.path("fields")
                        .valueStream()
                        .map(field -> field.path("id").asInt()))
                .containsExactly(3, 2, 1);
        assertThat(api.put(base + "/" + id, json("{\"fields\": []}")).ok().path("fields"))
                .isEmpty();
        api.patch(base + "/" + id, Map.of("objectName", "a b")).fault(400);
        api.delete(base + "/" + id).ok();
        api.get(base + "/" + id).fault(404);
        api.delete(base + "/nosuch").fault(404);
        api.get(base + "/99999999999999999999").fault(404);
        api.post(base + "/" + own.path("id"), json(ROOM)).fault(405);
        api.get(base + "/import").fault(405);
        Platform.SERVER.anonymous().get(base).fault(401);
    }

    @Test
    void transformationsHaveIdsAndAreForAnElementOrAnInstance() {
        JsonNode instance = Spark.connect(api, "Mapped", Spark.ADA);
        String path = "/vdrs/" + api.post("/vdrs", json(ROOM)).ok().path("id").asText() + "/transformations";
        assertThat(api.get(path).ok()).isEmpty();
        JsonNode made = api.post(path, json(CHANNELS)).ok();
        assertThat(made.path("element").path("key").asText()).isEqualTo("ciscospark");
        assertThat(made.path("level").asText()).isEqualTo("organization");
        api.post(path, json(CHANNELS)).fault(409);
        api.post(path, json(CHANNELS.replace("ciscospark", "nosuch"))).fault(404);
        api.post(path, json("{\"vendorName\": \"channels\"}")).fault(400);
        assertThat(api.get("/organizations/elements/ciscospark/transformations/room")
                        .ok()
                        .has("element"))
                .as("what only the list adds is not stored")
                .isFalse();
        JsonNode own = api.post(
                        path,
                        Map.of(
                                "elementInstanceId",
                                instance.path("id").asLong(),
                                "vendorName",
                                "channels",
                                "configuration",
                                List.of(Map.of("type", "inherit")),
                                "fields",
                                List.of(Map.of("path", "kind", "vendorPath", "type"))))
                .ok();
        assertThat(own.path("elementInstanceId")).isEqualTo(instance.path("id"));
        assertThat(own.path("level").asText()).isEqualTo("instance");
        JsonNode room =
                Platform.as(instance).post("/room", Map.of("name", "Both")).ok();
        assertThat(room.path("kind").asText()).isEqualTo("group");
        assertThat(room.path("name").asText()).isEqualTo("Both");

        assertThat(api.get(path).ok()).hasSize(2);
        assertThat(api.get(path + "?elementInstanceId=" + instance.path("id")).ok())
                .hasSize(1);
        assertThat(api.get(path + "?elementKey=slack").ok()).isEmpty();
        String one = path + "/" + made.path("id").asText();
        assertThat(api.get(one).ok()).isEqualTo(made);
        ObjectNode other = made.deepCopy();
        other.put("vendorName", "groups");
        JsonNode replaced = api.put(one, other).ok();
        assertThat(replaced.path("id")).isEqualTo(made.path("id"));
        assertThat(replaced.path("vendorName").asText()).isEqualTo("groups");
        api.delete("/vdrs/room").fault(409);
        api.patch("/vdrs/room", Map.of("objectName", "space")).ok();
        assertThat(api.get("/organizations/elements/ciscospark/transformations/space")
                        .ok()
                        .path("vendorName")
                        .asText())
                .as("goes along")
                .isEqualTo("groups");
        assertThat(api.get("/instances/" + instance.path("id") + "/transformations/room")
                        .ok()
                        .path("fields"))
                .as("other levels keep the old name")
                .hasSize(1);
        assertThat(api.delete("/vdrs/space/transformations/" + made.path("id").asText())
                        .ok()
                        .isMissingNode())
                .isTrue();
        api.get("/vdrs/space/transformations/" + made.path("id").asText()).fault(404);
        assertThat(api.delete("/vdrs/space").ok().isMissingNode()).isTrue();
    }

    @Test
    void whatWasExportedGivesTheSameMappingAgain() {
        JsonNode instance = Spark.connect(api, "Exported", Spark.ADA);
        String own = "/instances/" + instance.path("id");
        api.post("/vdrs", json(ROOM)).ok();
        api.post("/vdrs/room/transformations", json(CHANNELS)).ok();
        api.post("/accounts/objects/room/definitions", json("{\"fields\": [{\"path\": \"made\", \"type\": \"date\"}]}"))
                .ok();
        api.post("/accounts/elements/ciscospark/transformations/room", json("""
                {"vendorName": "channels", "configuration": [{"type": "inherit"}, {"type": "custom", "properties": {"a": 1.50}}],
                 "fields": [{"path": "made", "vendorPath": "created", "configuration": [{"type": "format", "properties": {"pattern": "yyyy"}}]}],
                 "script": {"mimeType": "application/javascript", "body": "done(transformedObject)"}}"""))
                .ok();
        api.post(own + "/transformations/room", json("""
                {"vendorName": "channels", "configuration": [{"type": "inherit"}], "fields": [{"path": "kind", "vendorPath": "type"}]}""")).ok();
        String definition = api.get(own + "/objects/room/definitions").text();
        String transformation =
                api.get(own + "/transformations/room").text().replaceAll("\"startDate\":\"[^\"]*\"", "");

        JsonNode document = api.get("/vdrs/room/export?elementInstanceId=" + instance.path("id"))
                .ok();
        assertThat(document.path("level").asText()).isEqualTo("organization");
        assertThat(document.path("transformations")
                        .path("ciscospark")
                        .path("vendorName")
                        .asText())
                .isEqualTo("channels");
        assertThat(document.path("levels").path("account").path("fields")).hasSize(1);
        assertThat(document.path("levels")
                        .path("instance")
                        .path("transformations")
                        .has("ciscospark"))
                .isTrue();
        JsonNode all = api.get("/common-resources/export?elementInstanceId=" + instance.path("id"))
                .ok();
        assertThat(all.path("room")).isEqualTo(document);

        for (Object sent : List.of(document, List.of(document), all)) {
            api.delete(own + "/transformations");
            nothingButInstances();
            assertThat(api.post("/vdrs/import", document).fault(400)).contains("elementInstanceId");
            assertThat(api.get("/vdrs").ok()).isEmpty();
            String path = "/vdrs/import?elementInstanceId=" + instance.path("id");
            assertThat(api.post(path, sent).ok()).hasSize(2);
            assertThat(api.get(own + "/objects/room/definitions").text().replaceAll("\"id\":\\d+", ""))
                    .isEqualTo(definition.replaceAll("\"id\":\\d+", ""));
            assertThat(api.get(own + "/transformations/room").text().replaceAll("\"startDate\":\"[^\"]*\"", ""))
                    .isEqualTo(transformation);
            assertThat(api.post(path, sent).fault(409)).contains("room, level organization", "replace=true");
            api.post(path + "&replace=true", sent).ok();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a": {"fields": [{"path": "x"}], "transformations": {"ciscospark": {"vendorName": "channels"}, "nosuch": {"vendorName": "y"}}}} | 404 | a, level organization, transformation for nosuch
            {"a": {"fields": [{"path": "x"}], "transformations": {"ciscospark": {"fields": []}}}}    | 400 | a, level organization, transformation for ciscospark: The transformation of a needs vendorName
            {"a": {"fields": [{"path": "x"}]}, "b": {"fields": [{"path": "y..z"}]}}                  | 400 | b, level organization
            {"a": {"fields": [{"path": "x"}]}, "b": {"level": "planet", "fields": []}}               | 400 | planet
            {"a": {"fields": [{"path": "x"}], "levels": {"instance": {"fields": []}}}}               | 400 | elementInstanceId
            {"a": {"fields": [{"path": "x"}], "transformations": {"ciscospark": 7}}}                 | 400 | a, level organization: the transformation for ciscospark
            {"a": 7}                                                                                 | 400 | a is no JSON object
            [{"fields": []}]                                                                         | 400 | objectName
            {}                                                                                       | 400 | export
            """)
    void oneFaultInADocumentStoresNothingAndSaysWhere(String documents, int status, String words) {
        assertThat(api.post("/vdrs/import", json(documents)).fault(status)).contains(words);
        assertThat(api.get("/vdrs").ok()).isEmpty();
    }

    @Test
    void anObjectIsMadeFromAnotherOneAndFromWhatAnInstanceHas() {
        JsonNode instance = Spark.connect(api, "Source", Spark.ADA);
        api.post("/vdrs", json(ROOM)).ok();
        JsonNode copy = api.post("/vdrs/room/clone", Map.of("objectName", "copy", "level", "account"))
                .ok();
        assertThat(copy.path("level").asText()).isEqualTo("account");
        assertThat(copy.path("fields")).hasSize(2);
        JsonNode vendor = api.post(
                        "/vdrs/clone",
                        Map.of(
                                "objectName",
                                "channel",
                                "source",
                                Map.of("elementInstanceId", instance.path("id").asLong(), "objectName", "channels")))
                .ok();
        assertThat(vendor.path("fields")
                        .valueStream()
                        .map(field -> field.path("path").asText() + " "
                                + field.path("type").asText()))
                .contains("title string", "created date", "isLocked boolean");
        assertThat(api.post("/vdrs/clone", Map.of("objectName", "blank")).ok().path("fields"))
                .hasSize(1);
        api.post("/vdrs/clone", Map.of("objectName", "again", "source", Map.of("vdr", "room")))
                .ok();
        assertThat(api.post("/vdrs/clone", Map.of("objectName", "t", "source", Map.of("template", "contact")))
                        .fault(404))
                .contains("no templates");
        api.post("/vdrs/room/clone", Map.of("objectName", "again")).fault(409);
        api.post("/vdrs/room/clone", Map.of()).fault(400);
        api.post("/vdrs/room/clone", Map.of("objectName", "x", "level", "instance"))
                .fault(400);
        api.post("/vdrs/nosuch/clone", Map.of("objectName", "x")).fault(404);
    }

    private void nothingButInstances() {
        for (String level : List.of("accounts", "organizations")) {
            api.delete("/" + level + "/elements/ciscospark/transformations");
            api.delete("/" + level + "/objects/definitions");
        }
    }

    private static Object json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
