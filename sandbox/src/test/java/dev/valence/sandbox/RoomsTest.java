package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RoomsTest {
    private Browser ada;
    private Browser bob;
    private Browser carol;

    RoomsTest() {
        ada = Browser.anonymous();
        bob = ada;
        carol = ada;
    }

    @BeforeEach
    void reset() {
        Browser.reset();
        ada = Browser.ada();
        bob = Browser.bob();
        carol = Browser.carol();
    }

    @Test
    void aRoomIsCreatedRenamedAndDeletedByItsCreator() {
        Answer created = ada.post("/rooms", "{\"title\":\"Plans\",\"unknown\":{\"a\":1}}");
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/created")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(new String(Base64.getUrlDecoder().decode(created.text("/id")), StandardCharsets.UTF_8))
                .startsWith("ciscospark://us/ROOM/");
        String path = "/rooms/" + created.text("/id");
        assertThat(ada.put(path, "{\"title\":\"Plans 2\"}").text("/title")).isEqualTo("Plans 2");
        assertThat(ada.delete(path).status()).isEqualTo(204);
        assertThat(ada.get(path).status()).isEqualTo(404);
    }

    @Test
    void aFormCreatesARoomToo() {
        Answer created = ada.form("/rooms", Map.of("title", "Käse & more", "isLocked", "true"));
        assertThat(created.text("/title")).isEqualTo("Käse & more");
        assertThat(created.json().get("isLocked").asBoolean()).isTrue();
    }

    @Test
    void aRoomIsInvisibleToStrangers() {
        String room = ada.post("/rooms", "{\"title\":\"Secret\"}").text("/id");
        assertThat(bob.get("/rooms/" + room).status()).isEqualTo(404);
        assertThat(bob.get("/memberships?roomId=" + room).status()).isEqualTo(404);
        assertThat(bob.get("/messages?roomId=" + room).status()).isEqualTo(404);
        assertThat(bob.put("/rooms/" + room, "{\"title\":\"x\"}").status()).isEqualTo(404);
        assertThat(bob.delete("/rooms/" + room).status()).isEqualTo(404);
        assertThat(bob.post("/messages", "{\"roomId\":\"%s\",\"text\":\"x\"}".formatted(room))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"title\":\"  \"}",
                "{\"title\":\"x\",\"isPublic\":true}",
                "{\"title\":\"x\",\"isAnnouncementOnly\":true}",
                "{\"title\":\"x\",\"isPublic\":true,\"description\":\"d\",\"isLocked\":true}",
                "{\"title\":\"x\",\"isLocked\":\"maybe\"}",
                "{\"title\":\"x\",\"teamId\":\"nonsense\"}",
                "{\"title\":5}"
            })
    void aFaultyRoomIs400(String body) {
        assertThat(ada.post("/rooms", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "type=other",
        "sortBy=size",
        "max=0",
        "max=-1",
        "max=ten",
        "orgPublicSpaces=true&type=group",
        "cursor=abc"
    })
    void aFaultyRoomQueryIs400(String query) {
        assertThat(ada.get("/rooms?" + query).status()).isEqualTo(400);
    }

    @Test
    void aDirectRoomIsNamedAfterTheOtherAndCannotBeChanged() {
        String room = ada.get("/rooms?type=direct").text("/items/0/id");
        assertThat(ada.get("/rooms/" + room).text("/title")).isEqualTo("Bob Okafor");
        assertThat(bob.get("/rooms/" + room).text("/title")).isEqualTo("Ada Lindqvist");
        assertThat(ada.put("/rooms/" + room, "{\"title\":\"x\"}").status()).isEqualTo(400);
        assertThat(ada.delete("/rooms/" + room).status()).isEqualTo(400);
        assertThat(ada.post(
                                "/memberships",
                                "{\"roomId\":\"%s\",\"personEmail\":\"carol@sandbox.example\"}".formatted(room))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anotherMemberOnlyLeavesTheRoomTheyDelete() {
        String room = Places.room(bob, "Build Status");
        assertThat(bob.delete("/rooms/" + room).status()).isEqualTo(204);
        assertThat(bob.get("/rooms/" + room).status()).isEqualTo(404);
        assertThat(ada.get("/rooms/" + room).status()).isEqualTo(200);
    }

    @Test
    void inAModeratedRoomOnlyModeratorsManage() {
        String room = Places.room(bob, "Announcements");
        assertThat(bob.put("/rooms/" + room, "{\"title\":\"x\"}").status()).isEqualTo(403);
        assertThat(add(bob, room, "erin@sandbox.example").status()).isEqualTo(403);
        String carols = membership(bob, room, "carol@sandbox.example");
        assertThat(bob.delete("/memberships/" + carols).status()).isEqualTo(403);
        assertThat(bob.put("/memberships/" + carols, "{\"isModerator\":true}").status())
                .isEqualTo(403);
        assertThat(ada.delete("/memberships/" + carols).status()).isEqualTo(204);
        assertThat(carol.get("/rooms/" + room).status()).isEqualTo(404);
        assertThat(bob.delete("/memberships/" + membership(bob, room, "bob@sandbox.example"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void theFirstModeratorLocksTheRoomAndTheLastUnlocksIt() {
        String room = Places.room(bob, "Lunch");
        String carols = membership(bob, room, "carol@sandbox.example");
        assertThat(bob.put("/memberships/" + carols, "{\"isModerator\":true}").status())
                .isEqualTo(200);
        assertThat(bob.get("/rooms/" + room).json().get("isLocked").asBoolean()).isTrue();
        String bobs = membership(bob, room, "bob@sandbox.example");
        assertThat(bob.get("/memberships/" + bobs).json().get("isModerator").asBoolean())
                .isTrue();
        bob.put("/memberships/" + carols, "{\"isModerator\":false}");
        bob.put("/memberships/" + bobs, "{\"isModerator\":false}");
        assertThat(bob.get("/rooms/" + room).json().get("isLocked").asBoolean()).isFalse();
    }

    @Test
    void addingSomebodyTwiceIsAConflictAndAnUnknownAddressIsInvited() {
        String room = Places.room(bob, "Lunch");
        assertThat(add(bob, room, "carol@sandbox.example").status()).isEqualTo(409);
        Answer added = add(bob, room, "Stranger@elsewhere.example");
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.text("/personEmail")).isEqualTo("stranger@elsewhere.example");
        Answer invited = ada.get("/people/" + added.text("/personId"));
        assertThat(invited.json().path("invitePending").asBoolean()).isTrue();
        // Presence is for people of the same organization.
        assertThat(invited.json().has("status")).isFalse();
        assertThat(add(bob, room, "stranger@elsewhere.example").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|roomId cannot be null",
                "{'roomId':'ROOM'}|Must specify either personId or personEmail.",
                "{'roomId':'ROOM','personId':'zzz'}|Expect base64 ID or UUID.",
                "{'roomId':'ROOM','personEmail':'a@b.example','personId':'x'}|Must specify either personId or personEmail.",
                "{'roomId':'zzz','personEmail':'a@b.example'}|Expect base64 ID or UUID.",
                "{'roomId':'ROOM','personEmail':'nonsense'}|The e-mail address is malformed."
            })
    void aFaultyMembershipIs400(String body, String message) {
        Answer refused = bob.post("/memberships", body.replace('\'', '"').replace("ROOM", Places.room(bob, "Lunch")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/message")).isEqualTo(message);
    }

    @Test
    void withoutARoomOneSeesOnesOwnMembershipsOnly() {
        assertThat(bob.get("/memberships").json().get("items"))
                .allSatisfy(item -> assertThat(item.get("personEmail").asText()).isEqualTo("bob@sandbox.example"));
        assertThat(bob.get("/memberships?personEmail=bob@sandbox.example").status())
                .isEqualTo(200);
        assertThat(bob.get("/memberships?personEmail=ada@sandbox.example").status())
                .isEqualTo(403);
    }

    @Test
    void aTeamHasAGeneralRoomOfTheSameUuid() {
        Answer team = bob.post("/teams", "{\"name\":\"Crew\"}");
        String plain = new String(Base64.getUrlDecoder().decode(team.text("/id")), StandardCharsets.UTF_8);
        String general = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.replace("/TEAM/", "/ROOM/").getBytes(StandardCharsets.UTF_8));
        assertThat(bob.get("/rooms/" + general).text("/teamId")).isEqualTo(team.text("/id"));
        Answer added = bob.post(
                "/team/memberships",
                "{\"teamId\":\"%s\",\"personEmail\":\"new@elsewhere.example\"}".formatted(team.text("/id")));
        assertThat(added.status()).isEqualTo(200);
        assertThat(bob.get("/memberships?roomId=" + general).body()).contains("new@elsewhere.example");
        assertThat(bob.delete("/rooms/" + general).status()).isEqualTo(400);
        assertThat(bob.delete("/team/memberships/" + added.text("/id")).status())
                .isEqualTo(204);
        assertThat(bob.get("/memberships?roomId=" + general).body()).doesNotContain("new@elsewhere.example");
        assertThat(bob.put("/teams/" + team.text("/id"), "{\"name\":\"Crew 2\"}")
                        .status())
                .isEqualTo(200);
        assertThat(bob.get("/rooms/" + general).text("/title")).isEqualTo("Crew 2");
        assertThat(bob.delete("/teams/" + team.text("/id")).status()).isEqualTo(204);
        assertThat(bob.get("/teams/" + team.text("/id")).status()).isEqualTo(404);
        assertThat(bob.get("/rooms/" + general).status()).isEqualTo(404);
    }

    @Test
    void onlyTeamModeratorsManageATeamAndTheLastOneStays() {
        String team = Places.team(bob, "Platform");
        assertThat(bob.put("/teams/" + team, "{\"name\":\"x\"}").status()).isEqualTo(403);
        assertThat(bob.delete("/teams/" + team).status()).isEqualTo(403);
        assertThat(bob.post(
                                "/team/memberships",
                                "{\"teamId\":\"%s\",\"personEmail\":\"carol@sandbox.example\"}".formatted(team))
                        .status())
                .isEqualTo(403);
        assertThat(carol.get("/teams/" + team).status()).isEqualTo(404);
        String adas = ada.get("/team/memberships?teamId=" + team).text("/items/0/id");
        assertThat(ada.delete("/team/memberships/" + adas).status()).isEqualTo(400);
        assertThat(ada.put("/team/memberships/" + adas, "{\"isModerator\":false}")
                        .status())
                .isEqualTo(400);
        assertThat(ada.get("/team/memberships/" + adas)
                        .json()
                        .get("isModerator")
                        .asBoolean())
                .isTrue();
        assertThat(ada.get("/rooms?teamId=" + team).json().get("items")).hasSize(2);
    }

    private static Answer add(Browser caller, String room, String email) {
        return caller.post("/memberships", "{\"roomId\":\"%s\",\"personEmail\":\"%s\"}".formatted(room, email));
    }

    private static String membership(Browser caller, String room, String email) {
        return caller.get("/memberships?roomId=" + room + "&personEmail=" + email)
                .text("/items/0/id");
    }
}
