package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Teams, people, the organization and what an element tells about itself, under each spelling of the path. */
class HubResourcesIT {
    private static Api spark = Platform.API;
    private static JsonNode instance = Api.JSON.missingNode();

    @BeforeAll
    static void connect() {
        Platform.deleteAllInstances();
        instance = Spark.connect(Platform.API, "Resources", Spark.ADA);
        spark = Platform.as(instance);
    }

    @BeforeEach
    void calm() {
        Platform.SANDBOX.calm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void thePersonWhoConsentedIsOneObject(String hub) {
        for (String path : List.of("/accounts", "/me", "/users/me")) {
            Answer answer = spark.get(hub + path);
            HubReply.assertHubReply(answer, instance);
            assertThat(answer.json().isObject()).isTrue();
            assertThat(answer.json().path("emails").path(0).textValue()).isEqualTo(Spark.ADA);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void pingAnswersWithTimeAndElement(String hub) {
        Answer answer = spark.get(hub + "/ping");
        HubReply.assertHubReply(answer, instance);
        assertThat(answer.json().path("endpoint").textValue()).isEqualTo("ciscospark");
        assertThat(Instant.parse(answer.json().path("dateTime").textValue()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void aGroupIsCreatedReadChangedListedAndDeleted(String hub) {
        Answer created = spark.post(hub + "/groups", Map.of("name", "Crew"));
        HubReply.assertHubReply(created, instance);
        String path = hub + "/groups/" + created.json().path("id").textValue();
        assertThat(spark.get(path).ok()).isEqualTo(created.json());
        assertThat(spark.put(path, Map.of("name", "Crew 2")).ok().path("name").textValue())
                .isEqualTo("Crew 2");
        JsonNode patched = spark.patch(path, Map.of("description", "all hands")).ok();
        assertThat(patched.path("name").textValue()).isEqualTo("Crew 2");
        Answer list = spark.get(hub + "/groups");
        HubReply.assertList(list, instance);
        assertThat(list.column("name")).contains("Crew 2");

        JsonNode channel =
                spark.post(path + "/channels", Map.of("title", "Crew room")).ok();
        assertThat(channel.path("teamId").textValue())
                .isEqualTo(created.json().path("id").textValue());
        Answer channels = spark.get(path + "/channels");
        HubReply.assertList(channels, instance);
        assertThat(channels.column("title")).contains("Crew room");

        Answer deleted = spark.delete(path);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        spark.get(path).providerFault(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void membersOfAGroupAreAddedPromotedAndRemoved(String hub) {
        String group =
                spark.post("/groups", Map.of("name", "Members")).ok().path("id").textValue();
        String path = hub + "/groups/" + group + "/users";
        String member = spark.post(path, Map.of("personEmail", Spark.BOB))
                .ok()
                .path("id")
                .textValue();
        Answer list = spark.get(path);
        HubReply.assertList(list, instance);
        assertThat(list.column("personEmail")).containsExactlyInAnyOrder(Spark.ADA, Spark.BOB);
        assertThat(spark.get(path + "/" + member).ok().path("personEmail").textValue())
                .isEqualTo(Spark.BOB);
        assertThat(spark.put(path + "/" + member, Map.of("isModerator", true))
                        .ok()
                        .path("isModerator")
                        .booleanValue())
                .isTrue();
        assertThat(spark.patch(path + "/" + member, Map.of("isModerator", false))
                        .ok()
                        .path("isModerator")
                        .booleanValue())
                .isFalse();
        Answer removed = spark.delete(path + "/" + member);
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.body()).isEmpty();
        assertThat(spark.get(path).column("personEmail")).containsExactly(Spark.ADA);
        spark.delete("/groups/" + group).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void peopleAreFoundCreatedChangedAndRemoved(String hub) {
        String email = "grace" + System.nanoTime() + "@sandbox.example";
        JsonNode created = spark.post(
                        hub + "/users", Map.of("emails", List.of(email), "firstName", "Grace", "lastName", "Hill"))
                .ok();
        String path = hub + "/users/" + created.path("id").textValue();
        Answer found = spark.get(hub + "/users?where=" + Consent.encode("email='" + email + "'"));
        HubReply.assertList(found, instance);
        assertThat(found.column("id")).containsExactly(created.path("id").textValue());
        assertThat(spark.get(path).ok().path("lastName").textValue()).isEqualTo("Hill");
        assertThat(spark.put(path, Map.of("emails", List.of(email), "displayName", "Grace H", "firstName", "Grace"))
                        .ok()
                        .path("displayName")
                        .textValue())
                .isEqualTo("Grace H");
        JsonNode patched = spark.patch(path, Map.of("lastName", "Patched")).ok();
        assertThat(patched.path("lastName").textValue()).isEqualTo("Patched");
        assertThat(patched.path("firstName").textValue()).as("kept").isEqualTo("Grace");
        assertThat(patched.path("emails").path(0).textValue()).as("kept").isEqualTo(email);
        Answer removed = spark.delete(path);
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.body()).isEmpty();
        spark.get(path).providerFault(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/organizations", "/licenses", "/roles", "/users"})
    void whatTheOrganizationHasIsListedAndRead(String resource) {
        List<String> ids = List.of();
        for (String hub : List.of("", "/hubs/collaboration", "/hubs/anything")) {
            Answer list = spark.get(hub + resource);
            HubReply.assertList(list, instance);
            assertThat(list.column("id")).isNotEmpty().doesNotHaveDuplicates();
            ids = list.column("id");
            Answer one = spark.get(hub + resource + "/" + Consent.encode(ids.getFirst()));
            HubReply.assertHubReply(one, instance);
            assertThat(one.json().path("id").textValue()).isEqualTo(ids.getFirst());
        }
        spark.get(resource + "/Y2lzY29zcGFyazovL3VzL05PTkUvMQ").providerFault(404);
    }

    @Test
    void objectsAndTheirFieldsComeWithoutAskingTheProvider() {
        Platform.SANDBOX.forgetCalls();
        for (String hub : List.of("", "/hubs/collaboration", "/hubs/anything")) {
            Answer objects = spark.get(hub + "/objects");
            HubReply.assertHubReply(objects, instance);
            assertThat(objects.json().valueStream().map(JsonNode::textValue))
                    .contains("channels", "messages", "users", "groups", "organizations", "licenses", "roles");
            for (JsonNode name : objects.json()) {
                Answer metadata = spark.get(hub + "/objects/" + name.textValue() + "/metadata");
                HubReply.assertHubReply(metadata, instance);
                assertThat(metadata.json().path("fields")).as(name.textValue()).isNotEmpty();
                metadata.json().path("fields").forEach(field -> {
                    assertThat(field.path("vendorPath").textValue()).isNotBlank();
                    assertThat(field.path("type").textValue()).isNotBlank();
                });
                assertThat(spark.get(hub + "/objects/" + name.textValue() + "/docs")
                                .ok()
                                .path("paths"))
                        .as(name.textValue())
                        .isNotEmpty();
            }
            assertThat(spark.get(hub + "/objects/nonsense/metadata").fault(404)).contains("nonsense");
            assertThat(spark.get(hub + "/objects/nonsense/docs").fault(404)).contains("nonsense");
        }
        assertThat(spark.get("/objects/channels/metadata?customFieldsOnly=true")
                        .ok()
                        .path("fields"))
                .as("a vendor whose fields are the same for everybody")
                .isEmpty();
        JsonNode channels = spark.get("/objects/channels/docs").ok();
        assertThat(channels.path("swagger").textValue()).isEqualTo("2.0");
        assertThat(Mapped.names(channels.path("paths"))).containsExactly("/channels", "/channels/{id}");
        assertThat(spark.get("/objects/channels/docs?format=openapi").ok().has("openapi"))
                .isTrue();
        Answer described = spark.get("/objects", "Elements-Version", "Helium");
        described.ok().forEach(object -> {
            assertThat(object.path("name").textValue()).isNotBlank();
            assertThat(object.path("vendorName").textValue()).isNotBlank();
            assertThat(object.path("type").textValue()).isIn("vendor", "ceCanonical", "vdr");
        });
        assertThat(Platform.SANDBOX.received()).isZero();
    }

    @Test
    void aDisabledInstanceAnswersObjectsOnly() {
        String path = "/instances/" + instance.path("id") + "/enabled";
        Platform.API.delete(path).ok();
        try {
            spark.get("/channels").fault(403);
            spark.get("/hubs/collaboration/ping").fault(403);
            spark.post("/channels", Map.of("title", "no")).fault(403);
            spark.get("/objects").ok();
        } finally {
            Platform.API.put(path).ok();
        }
        spark.get("/channels").ok();
    }

    @Test
    void whatBelongsToNoResourceFallsThroughToThePlatform() {
        spark.get("/instances").ok();
        assertThat(spark.get("/elements/ciscospark").ok().path("key").textValue())
                .isEqualTo("ciscospark");
        spark.get("/hubs/collaboration/nonsense").fault(404);
        spark.get("/nonsense").fault(404);
        spark.get("/channels/a/b/c/d").fault(404);
        assertThat(spark.put("/ping", Map.of()).fault(405)).contains("GET");
        assertThat(spark.delete("/channels").fault(405)).contains("GET", "POST");
    }

    @Test
    void anOrdinaryPersonHearsFromTheProviderWhatIsMissing() {
        JsonNode bobs = Spark.connect(Platform.API, "Bob", Spark.BOB);
        Api bob = Platform.as(bobs);
        assertThat(bob.get("/accounts").ok().path("emails").path(0).textValue()).isEqualTo(Spark.BOB);
        assertThat(bob.get("/organizations").providerFault(403)).isNotBlank();
        assertThat(bob.get("/users").providerFault(400)).contains("mail");
        bob.get("/users?where=" + Consent.encode("email='" + Spark.ADA + "'")).ok();
        Platform.API.delete("/instances/" + bobs.path("id")).ok();
    }
}
