package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mapped objects in API documents. */
class MappingDocumentsIT {
    private final Api api = Platform.API;
    private final Mapped mapped = new Mapped(api);

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        mapped.forget();
    }

    @Test
    void aMappedObjectStandsInTheDocumentsOfItsInstanceWhenThatIsWanted() {
        JsonNode instance = Spark.connect(api, "Documented", Spark.ADA);
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", Mapped.CHANNELS);
        String docs = "/instances/" + instance.path("id") + "/docs?format=openapi";
        assertThat(api.get(docs).ok().path("paths").has("/room")).isFalse();
        api.put(
                        "/accounts/elements/ciscospark/transformations/room",
                        Mapped.json(Mapped.CHANNELS.replace("custom", "addToDocumentation")))
                .ok();
        JsonNode document = api.get(docs).ok();
        assertThat(Mapped.names(document.path("paths").path("/room"))).contains("get", "post");
        assertThat(Mapped.names(document.path("paths").path("/room/{id}"))).contains("get", "patch", "delete");
        JsonNode room = document.path("components").path("schemas").path("room").path("properties");
        assertThat(Mapped.names(room)).containsExactly("id", "name", "times");
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
        mapped.define("accounts", "room", Mapped.ROOM);
        mapped.map("accounts", "room", Mapped.CHANNELS.replace("custom", "addToDocumentation"));
        mapped.define("accounts", "note", "{\"fields\": [{\"path\": \"body\"}]}");
        mapped.map(
                "accounts",
                "note",
                "{\"vendorName\": \"messages\", \"fields\": [{\"path\": \"body\", \"vendorPath\": \"text\"}],"
                        + " \"configuration\": [{\"type\": \"addToDocumentation\"}]}");
        for (String docs : List.of("/elements/ciscospark/docs?format=openapi", "/docs/collaboration?format=openapi")) {
            JsonNode document = api.get(docs).ok();
            assertThat(Mapped.names(document.path("paths").path("/room"))).contains("get", "post");
            assertThat(Mapped.names(document.path("paths").path("/channels/{id}/note")))
                    .contains("get", "post");
            assertThat(Platform.SERVER.anonymous().get(docs).ok().path("paths").has("/room"))
                    .isFalse();
        }
    }

    @Test
    void documentsAreFoundByTheNamesOfHubsAndOfThePlatformsResources() {
        Api anyone = Platform.SERVER.anonymous();
        assertThat(Mapped.names(anyone.get("/docs/all_hubs").ok().path("paths")))
                .containsAll(Mapped.names(anyone.get("/docs/collaboration").ok().path("paths")));
        assertThat(Mapped.names(anyone.get("/docs/instances").ok().path("paths")))
                .contains("/instances", "/instances/{id}")
                .allMatch(path -> path.startsWith("/instances"));
        assertThat(anyone.get("/docs/all_platform").ok())
                .isEqualTo(anyone.get("/docs/platform").ok());
        assertThat(Mapped.names(anyone.get("/docs/collaboration?elementName=cisco%20spark")
                        .ok()
                        .path("paths")))
                .contains("/channels");
        anyone.get("/docs/collaboration?elementName=nosuch").fault(404);
        anyone.get("/docs/nonsense").fault(404);
    }
}
