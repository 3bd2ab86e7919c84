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

/** What can be defined and mapped, and what is refused. */
class MappingRulesIT {
    private final Api api = Platform.API;
    private final Mapped mapped = new Mapped(api);

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        mapped.forget();
    }

    @Test
    void definitionsAndTransformationsHaveTheirRules() {
        api.get("/organizations/objects/definitions").fault(404);
        JsonNode made = api.post(
                        "/organizations/objects/definitions",
                        Mapped.json("{\"a\": " + Mapped.ROOM + ", \"b\": " + Mapped.ROOM + "}"))
                .ok();
        assertThat(made.path("a").path("level").asText()).isEqualTo("organization");
        assertThat(made.path("a").path("fields").path(0).path("level").asText()).isEqualTo("organization");
        api.post("/organizations/objects/a/definitions", Mapped.json(Mapped.ROOM))
                .fault(409);
        api.post(
                        "/organizations/objects/definitions",
                        Mapped.json("{\"c\": " + Mapped.ROOM + ", \"b\": " + Mapped.ROOM + "}"))
                .fault(409);
        api.get("/organizations/objects/c/definitions").fault(404);
        assertThat(Mapped.names(api.get("/organizations/objects/definitions").ok()))
                .containsExactly("a", "b");
        api.put("/organizations/objects/nosuch/definitions", Mapped.json(Mapped.ROOM))
                .fault(404);

        api.post("/organizations/elements/ciscospark/transformations/nosuch", Mapped.json(Mapped.CHANNELS))
                .fault(404);
        api.post("/organizations/elements/nosuch/transformations/a", Mapped.json(Mapped.CHANNELS))
                .fault(404);
        JsonNode stored = api.post("/organizations/elements/ciscospark/transformations/a", Mapped.json(Mapped.CHANNELS))
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
        api.post("/organizations/elements/1832/transformations/a", Mapped.json(Mapped.CHANNELS))
                .fault(409);
        api.delete("/organizations/objects/a/definitions").fault(409);

        api.patch("/organizations/objects/a", Map.of("objectName", "b")).fault(409);
        api.patch("/organizations/objects/a", Map.of("objectName", "renamed")).ok();
        assertThat(api.get("/organizations/elements/ciscospark/transformations")
                        .ok()
                        .has("renamed"))
                .isTrue();
        assertThat(api.delete("/organizations/elements/ciscospark/transformations/renamed")
                        .ok()
                        .isMissingNode())
                .as("a deletion has no body")
                .isTrue();
        api.get("/organizations/elements/ciscospark/transformations").fault(404);
        assertThat(api.delete("/organizations/objects/definitions").ok().isMissingNode())
                .isTrue();
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
        api.post("/accounts/objects/x/definitions", Mapped.json(body)).fault(400);
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
        mapped.define("accounts", "x", Mapped.ROOM);
        assertThat(api.post("/accounts/elements/ciscospark/transformations/x", Mapped.json(body))
                        .fault(400))
                .contains(words);
    }
}
