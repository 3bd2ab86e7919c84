package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagingTest {
    @BeforeEach
    void reset() {
        Browser.reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/people?excludeStatus=true&",
                "/rooms?",
                "/rooms?sortBy=created&type=group&",
                "/rooms?sortBy=id&",
                "/memberships?",
                "/messages?roomId=ROOM&",
                "/team/memberships?teamId=TEAM&"
            })
    void twoPagesAreThePageOfTwiceTheSizeAndAllPagesAreTheWhole(String list) {
        Browser ada = Browser.ada();
        String path =
                list.replace("ROOM", Places.room(ada, "Build Status")).replace("TEAM", Places.team(ada, "Platform"));
        Answer first = ada.get(path + "max=1");
        Answer second = ada.get(first.next().orElseThrow());
        List<String> pair = new ArrayList<>(ids(first));
        pair.addAll(ids(second));
        assertThat(pair).hasSize(2).isEqualTo(ids(ada.get(path + "max=2")));
        List<String> all = ids(ada.get(path + "max=1000"));
        assertThat(walk(ada, path + "max=2")).isEqualTo(all).doesNotHaveDuplicates();
        assertThat(ada.get(path + "max=" + all.size()).next()).isEmpty();
    }

    @Test
    void messagesPageByTheLastMessageAlsoWhenItIsDeletedMeanwhile() {
        Browser ada = Browser.ada();
        String room = Places.room(ada, "Announcements");
        for (int i = 0; i < 6; i++) {
            ada.post("/messages", "{\"roomId\":\"%s\",\"text\":\"%d\"}".formatted(room, i));
        }
        List<String> all = ids(ada.get("/messages?roomId=" + room));
        Answer first = ada.get("/messages?max=3&roomId=" + room);
        assertThat(first.next().orElseThrow())
                .startsWith(Browser.root() + "/webex/v1/messages?")
                .contains("beforeMessage=" + all.get(2));
        ada.delete("/messages/" + all.get(2));
        ada.post("/messages", "{\"roomId\":\"%s\",\"text\":\"newer\"}".formatted(room));
        assertThat(walk(ada, first.next().orElseThrow())).isEqualTo(all.subList(3, all.size()));
    }

    @Test
    void defaultsAndCapsAreThoseOfTheService() {
        Browser ada = Browser.ada();
        String room = Places.room(ada, "Build Status");
        assertThat(ids(ada.get("/messages?roomId=" + room))).hasSize(50);
        assertThat(ids(ada.get("/messages?max=5000&roomId=" + room))).hasSize(130);
        assertThat(ids(ada.get("/messages?max=null&roomId=" + room))).hasSize(50);
        for (int i = 0; i < 110; i++) {
            ada.post("/rooms", "{\"title\":\"Room %d\"}".formatted(i));
        }
        assertThat(ids(ada.get("/rooms"))).hasSize(100);
        assertThat(walk(ada, "/rooms")).hasSizeGreaterThan(110).doesNotHaveDuplicates();
    }

    @Test
    void aRoomCreatedBetweenPagesDisturbsNothing() {
        Browser ada = Browser.ada();
        List<String> all = ids(ada.get("/rooms?sortBy=created"));
        Answer first = ada.get("/rooms?sortBy=created&max=2");
        ada.post("/rooms", "{\"title\":\"In between\"}");
        assertThat(walk(ada, first.next().orElseThrow())).isEqualTo(all.subList(2, all.size()));
    }

    @Test
    void aCursorOfAnotherQueryIs400() {
        Browser ada = Browser.ada();
        String next = ada.get("/rooms?max=1").next().orElseThrow();
        assertThat(ada.get(next.replace("rooms?", "rooms?type=group&")).status())
                .isEqualTo(400);
        assertThat(ada.get(next.replace("/rooms?", "/memberships?")).status()).isEqualTo(400);
    }

    @Test
    void messagesBeforeATimeAreStrictlyEarlier() {
        Browser ada = Browser.ada();
        String room = Places.room(ada, "Build Status");
        JsonNode items = ada.get("/messages?max=10&roomId=" + room).json().get("items");
        String fifth = items.get(4).get("created").asText();
        assertThat(ids(ada.get("/messages?max=5&roomId=" + room + "&before=" + fifth))
                        .getFirst())
                .isEqualTo(items.get(5).get("id").asText());
        assertThat(ada.get("/messages?roomId=" + room + "&before=yesterday").status())
                .isEqualTo(400);
    }

    private static List<String> walk(Browser caller, String path) {
        List<String> ids = new ArrayList<>();
        Answer page = caller.get(path);
        ids.addAll(ids(page));
        while (page.next().isPresent()) {
            page = caller.get(page.next().get());
            ids.addAll(ids(page));
        }
        return ids;
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.json().get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }
}
