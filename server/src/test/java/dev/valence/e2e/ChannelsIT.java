package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms, their messages and their members, under each spelling of the path. */
class ChannelsIT {
    private static Api spark = Platform.API;
    private static JsonNode instance = Api.JSON.missingNode();

    @BeforeAll
    static void connect() {
        Platform.deleteAllInstances();
        instance = Spark.connect(Platform.API, "Channels", Spark.ADA);
        spark = Platform.as(instance);
    }

    @BeforeEach
    void calm() {
        Platform.SANDBOX.calm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void aChannelIsCreatedReadChangedListedAndDeleted(String hub) {
        Answer created = spark.post(hub + "/channels", Map.of("title", "One"));
        String id = created.ok().path("id").textValue();
        HubReply.assertHubReply(created, instance);
        assertThat(created.json().path("type").textValue()).isEqualTo("group");
        String path = hub + "/channels/" + id;

        Answer read = spark.get(path);
        assertThat(read.ok()).isEqualTo(created.json());
        HubReply.assertHubReply(read, instance);
        assertThat(read.nextPage()).isEmpty();

        assertThat(spark.put(path, Map.of("title", "Two")).ok().path("title").textValue())
                .isEqualTo("Two");
        JsonNode patched = spark.patch(path, Map.of("isLocked", true)).ok();
        assertThat(patched.path("title").textValue()).isEqualTo("Two");
        assertThat(patched.path("isLocked").booleanValue()).isTrue();

        Answer list = spark.get(hub + "/channels");
        assertThat(list.column("id")).contains(id);
        HubReply.assertList(list, instance);

        Answer deleted = spark.delete(path);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        assertThat(deleted.header("Elements-Request-Id")).isPresent();
        assertThat(spark.get(path).providerFault(404)).isNotBlank();
        assertThat(spark.delete(path).providerFault(404)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void messagesOfAChannelArePostedReadEditedListedAndDeleted(String hub) {
        String channel = newChannel("Talk");
        String path = hub + "/channels/" + channel + "/messages";
        Answer created = spark.post(path, Map.of("text", "first"));
        String first = created.ok().path("id").textValue();
        assertThat(created.json().path("roomId").textValue()).isEqualTo(channel);
        HubReply.assertHubReply(created, instance);
        String second = spark.post(path, Map.of("markdown", "**second**", "parentId", first))
                .ok()
                .path("id")
                .textValue();

        Answer list = spark.get(path);
        assertThat(list.column("id")).as("newest first").containsExactly(second, first);
        HubReply.assertList(list, instance);
        assertThat(list.header("Elements-Returned-Count")).contains("2");
        assertThat(list.nextPage()).isEmpty();

        assertThat(spark.get(path + "/" + first).ok().path("text").textValue()).isEqualTo("first");
        assertThat(spark.patch(path + "/" + first, Map.of("text", "patched"))
                        .ok()
                        .path("text")
                        .textValue())
                .isEqualTo("patched");
        assertThat(spark.put(path + "/" + first, Map.of("text", "put"))
                        .ok()
                        .path("text")
                        .textValue())
                .isEqualTo("put");
        Answer deleted = spark.send(
                "DELETE", path + "/" + second, BodyPublishers.ofString("null"), "Content-Type", "application/json");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        assertThat(spark.get(path).column("id")).containsExactly(first);
        spark.get(path + "/" + second).providerFault(404);
        spark.delete("/channels/" + channel).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void messagesArePostedToRoomsAndPeople(String hub) {
        String channel = newChannel("Flat");
        JsonNode toRoom = spark.post(hub + "/messages", Map.of("roomId", channel, "text", "hi"))
                .ok();
        JsonNode toPerson = spark.post(hub + "/messages", Map.of("toPersonEmail", Spark.BOB, "text", "psst"))
                .ok();
        assertThat(toPerson.path("roomType").textValue()).isEqualTo("direct");
        Answer list = spark.get(hub + "/messages?where=" + Consent.encode("roomId='" + channel + "'"));
        assertThat(list.column("id")).containsExactly(toRoom.path("id").textValue());
        HubReply.assertList(list, instance);
        assertThat(spark.get(hub + "/messages").fault(400)).contains("roomId");

        String path = hub + "/messages/" + toRoom.path("id").textValue();
        assertThat(spark.get(path).ok().path("text").textValue()).isEqualTo("hi");
        assertThat(spark.patch(path, Map.of("text", "patched"))
                        .ok()
                        .path("text")
                        .textValue())
                .as("the provider needs the room, which the platform adds")
                .isEqualTo("patched");
        assertThat(spark.put(path, Map.of("roomId", channel, "text", "put"))
                        .ok()
                        .path("text")
                        .textValue())
                .isEqualTo("put");
        spark.put(path, Map.of("text", "without its room")).providerFault(400);
        assertThat(spark.delete(path).status()).isEqualTo(200);
        spark.get(path).providerFault(404);
        spark.delete(hub + "/messages/" + toPerson.path("id").textValue()).ok();
        spark.delete("/channels/" + channel).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/hubs/collaboration", "/hubs/anything"})
    void membersOfAChannelAreAddedFoundPromotedAndRemoved(String hub) {
        String channel = newChannel("Members");
        String path = hub + "/channels/" + channel + "/users";
        Answer added = spark.post(path, Map.of("personEmail", Spark.BOB));
        String member = added.ok().path("id").textValue();
        HubReply.assertHubReply(added, instance);
        assertThat(spark.post(path, Map.of("personEmail", Spark.BOB)).providerFault(409))
                .isNotBlank();

        Answer list = spark.get(path);
        assertThat(list.column("personEmail")).containsExactlyInAnyOrder(Spark.ADA, Spark.BOB);
        HubReply.assertList(list, instance);
        assertThat(spark.get(path + "?where=" + Consent.encode("personEmail='" + Spark.BOB + "'"))
                        .column("id"))
                .containsExactly(member);
        assertThat(spark.get(path + "?where=" + Consent.encode("personEmail='nobody@sandbox.example'"))
                        .column("id"))
                .isEmpty();
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
        spark.get(path + "/" + member).providerFault(404);
        spark.delete("/channels/" + channel).ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", ""})
    void aCreateWithoutWhatTheProviderNeedsSaysSoInItsWords(String body) {
        Answer refused =
                spark.send("POST", "/channels", BodyPublishers.ofString(body), "Content-Type", "application/json");
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.fault(400)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/channels/x/messages", "/messages", "/channels/x/users"})
    void membersThatTheElementDoesNotDeclareReachTheProvider(String path) {
        Map<String, Object> body = new HashMap<>(Map.of("title", "Unknown members", "nonsense", List.of(1, 2)));
        String channel = newChannel("Unknown");
        body.put("roomId", channel);
        body.put("text", "t");
        body.put("personEmail", Spark.BOB);
        if (path.equals("/messages")) {
            body.remove("personEmail");
        }
        spark.post(path.replace("/x/", "/" + channel + "/"), body).ok();
        spark.delete("/channels/" + channel).ok();
    }

    private static String newChannel(String title) {
        return spark.post("/channels", Map.of("title", title)).ok().path("id").textValue();
    }
}
