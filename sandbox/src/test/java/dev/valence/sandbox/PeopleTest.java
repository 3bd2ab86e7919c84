package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.Browser.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PeopleTest {
    @BeforeEach
    void reset() {
        Browser.reset();
    }

    @Test
    void anOrdinaryPersonHasToSayWhomTheyLookFor() {
        Browser bob = Browser.bob();
        Answer refused = bob.get("/people");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/message")).isEqualTo("Email, displayName, or id list should be specified.");
        assertThat(bob.get("/people?email=ADA@sandbox.example").text("/items/0/displayName"))
                .isEqualTo("Ada Lindqvist");
        assertThat(bob.get("/people?displayName=ca").json().get("items")).hasSize(1);
        assertThat(bob.get("/people?email=nobody@sandbox.example").json().get("items"))
                .isEmpty();
        assertThat(Browser.ada().get("/people").json().get("items")).hasSizeGreaterThan(4);
    }

    @Test
    void unknownIdsAreNamed() {
        Browser ada = Browser.ada();
        String me = ada.get("/people/me").text("/id");
        Answer found = ada.get("/people?id=" + me + ",bm9ib2R5");
        assertThat(found.json().get("items")).hasSize(1);
        assertThat(found.text("/notFoundIds/0")).isEqualTo("bm9ib2R5");
        assertThat(found.json().at("/items/0").has("status")).isFalse();
    }

    @Test
    void onlyAnAdministratorSeesRolesAndLogInState() {
        Answer own = Browser.ada().get("/people/me");
        assertThat(own.json().get("roles")).hasSize(1);
        assertThat(own.json().get("loginEnabled").asBoolean()).isTrue();
        Answer other = Browser.bob().get("/people/" + own.text("/id"));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.json().has("roles")).isFalse();
        assertThat(other.json().has("loginEnabled")).isFalse();
    }

    @Test
    void anAdministratorCreatesReplacesAndDeletesAPerson() {
        Browser ada = Browser.ada();
        Answer created = ada.post(
                "/people",
                "{\"emails\":[\"New@sandbox.example\"],\"firstName\":\"New\",\"lastName\":\"One\",\"title\":\"T\",\"x\":1}");
        assertThat(created.status()).isEqualTo(200);
        assertThat(created.json().get("invitePending").asBoolean()).isTrue();
        assertThat(created.text("/displayName")).isEqualTo("New One");
        String path = "/people/" + created.text("/id");
        assertThat(ada.post("/people", "{\"emails\":[\"new@SANDBOX.example\"],\"displayName\":\"x\"}")
                        .status())
                .isEqualTo(409);
        Answer replaced = ada.put(path, "{\"displayName\":\"Renamed\"}");
        assertThat(replaced.text("/displayName")).isEqualTo("Renamed");
        assertThat(replaced.text("/emails/0")).isEqualTo("new@sandbox.example");
        assertThat(replaced.json().has("title")).isFalse();
        assertThat(ada.put(path + "?minResponse=true", "{\"displayName\":\"R\"}")
                        .status())
                .isEqualTo(204);
        assertThat(ada.delete(path).status()).isEqualTo(204);
        assertThat(ada.get(path).status()).isEqualTo(404);
    }

    @Test
    void deletingAPersonEndsTokensAndMembershipsAndKeepsMessages() {
        Browser ada = Browser.ada();
        Browser bob = Browser.bob();
        String room = Places.room(ada, "Build Status");
        int before =
                ada.get("/messages?max=1000&roomId=" + room).json().get("items").size();
        assertThat(ada.delete("/people/" + bob.get("/people/me").text("/id")).status())
                .isEqualTo(204);
        assertThat(bob.get("/people/me").status()).isEqualTo(401);
        assertThat(ada.get("/memberships?roomId=" + room).body()).doesNotContain("bob@sandbox.example");
        assertThat(ada.get("/messages?max=1000&roomId=" + room).json().get("items"))
                .hasSize(before);
    }

    @Test
    void losingTheRoleEndsTheConsentsThatRestOnIt() {
        Browser ada = Browser.ada();
        Browser dave = Browser.signedIn("dave@sandbox.example", "spark-admin:people_read");
        assertThat(dave.get("/people").status()).isEqualTo(200);
        ada.put("/people/" + dave.get("/people/me").text("/id"), "{\"displayName\":\"Dave\",\"roles\":[]}");
        assertThat(dave.get("/people").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"emails\":[\"nonsense\"],\"displayName\":\"x\"}",
                "{\"emails\":\"a@b.example\"}",
                "{\"emails\":[\"a@b.example\",\"c@d.example\"],\"displayName\":\"x\"}",
                "{\"emails\":[\"a@b.example\"],\"displayName\":\"x\",\"roles\":[\"nope\"]}",
                "{\"emails\":[\"a@b.example\"],\"displayName\":\"x\",\"licenses\":[\"nope\"]}",
                "{\"emails\":[\"a@b.example\"],\"displayName\":7}",
                "[]",
                "{"
            })
    void aFaultyPersonIs400AndCreatesNobody(String body) {
        Browser ada = Browser.ada();
        int before = ada.get("/people").json().get("items").size();
        assertThat(ada.post("/people", body).status()).isEqualTo(400);
        assertThat(ada.get("/people").json().get("items")).hasSize(before);
    }

    @Test
    void anOrdinaryPersonAndAnAdministratorsNarrowTokenMayNotCreatePeople() {
        String body = "{\"emails\":[\"a@b.example\"],\"displayName\":\"x\"}";
        Answer noScope = Browser.bob().post("/people", body);
        assertThat(noScope.status()).isEqualTo(403);
        assertThat(noScope.text("/message")).contains("spark-admin:people_write");
        Browser readOnly = Browser.signedIn("dave@sandbox.example", "spark-admin:people_write spark-admin:people_read");
        assertThat(readOnly.post("/people", body).status()).isEqualTo(403);
    }

    @Test
    void theOrganizationItsLicencesAndRolesAreListed() {
        Browser ada = Browser.ada();
        Answer organizations = ada.get("/organizations");
        assertThat(ada.get("/organizations/" + organizations.text("/items/0/id"))
                        .text("/displayName"))
                .isEqualTo("Fjordlight Sensors");
        Answer licenses = ada.get("/licenses");
        assertThat(licenses.json().get("items")).hasSize(3);
        assertThat(licenses.json().at("/items/0/consumedUnits").asInt()).isEqualTo(12);
        Answer holders = ada.get("/licenses/" + licenses.text("/items/0/id") + "?includeAssignedTo=user&limit=8");
        assertThat(holders.json().get("users")).hasSize(8);
        assertThat(ada.get(holders.next().orElseThrow()).json().get("users")).hasSize(4);
        assertThat(ada.get("/roles/" + ada.get("/roles").text("/items/0/id")).text("/name"))
                .isEqualTo("Full Administrator");
        assertThat(Browser.bob().get("/roles").status()).isEqualTo(403);
    }
}
