package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One organization never sees, exports, changes or imports over what another one has under {@code /vdrs}. */
class VdrTenancyTest {
    private static final MappingPlatform PLATFORM = new MappingPlatform();
    private static final Optional<String> OTHER = PLATFORM.tenant.otherOrganization();
    private static final String MAPPED =
            "{'element': {'key': 'ciscospark'}, 'vendorName': 'channels', 'fields': [{'path': 'secret', 'vendorPath': 'title'}]}";

    private String id = "";
    private String transformation = "";
    private long instance;

    @BeforeEach
    void theFirstOrganizationHasAnObject() {
        PLATFORM.tenant
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "delete from transformation; delete from object_definition; delete from instance"));
        instance = PLATFORM.instance(PLATFORM.tenant.header());
        id = PLATFORM.ok("POST /vdrs", "{'objectName': 'room', 'fields': [{'path': 'secret'}]}")
                .path("id")
                .asText();
        transformation = PLATFORM.ok("POST /vdrs/room/transformations", MAPPED)
                .path("id")
                .asText();
        PLATFORM.ok("POST /vdrs?level=account", "{'objectName': 'own', 'fields': [{'path': 'secret'}]}");
        PLATFORM.ok(
                "POST /vdrs?elementInstanceId=" + instance, "{'objectName': 'mine', 'fields': [{'path': 'secret'}]}");
    }

    @Test
    void listsAndExportsOfAnotherOrganizationHaveNothingOfIt() {
        assertThat(PLATFORM.ok("GET /vdrs", "")).hasSize(2);
        assertThat(PLATFORM.ok(OTHER, "GET /vdrs", "")).isEmpty();
        assertThat(PLATFORM.ok(OTHER, "GET /vdrs/export", "")).isEmpty();
        assertThat(PLATFORM.fault(OTHER, 404, "GET /vdrs?elementInstanceId=" + instance, ""))
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /vdrs/{}",
                "PUT /vdrs/{}",
                "PATCH /vdrs/{}",
                "DELETE /vdrs/{}",
                "POST /vdrs/{}/clone",
                "GET /vdrs/{}/export",
                "GET /vdrs/{}/transformations",
                "POST /vdrs/{}/transformations",
                "GET /vdrs/{}/transformations/{transformation}",
                "PUT /vdrs/{}/transformations/{transformation}",
                "DELETE /vdrs/{}/transformations/{transformation}"
            })
    void neitherIdNorNameOpensItToAnotherOrganization(String call) {
        List<JsonNode> before = everything();
        for (String each : List.of(id, "room", "own", "mine")) {
            String path = call.replace("{}", each).replace("{transformation}", transformation);
            String body = "{'objectName': 'taken', 'fields': [], 'vendorName': 'x', 'element': {'key': 'ciscospark'}}";
            assertThat(PLATFORM.fault(OTHER, 404, path, body)).doesNotContain("secret");
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void theTransformationsOfOneAreNotReachedThroughAnObjectOfTheOther() {
        PLATFORM.ok(OTHER, "POST /vdrs", "{'objectName': 'room', 'fields': []}");
        assertThat(PLATFORM.ok(OTHER, "GET /vdrs/room/transformations", "")).isEmpty();
        for (String method : List.of("GET", "PUT", "DELETE")) {
            PLATFORM.fault(OTHER, 404, method + " /vdrs/room/transformations/" + transformation, MAPPED);
        }
    }

    @Test
    void whatAnotherOrganizationImportsAndClonesIsItsOwn() {
        List<JsonNode> before = everything();
        JsonNode document = PLATFORM.ok("GET /vdrs/export", "");
        PLATFORM.ok(OTHER, "POST /vdrs/import?replace=true", document.toString().replace("secret", "theirs"));
        assertThat(everything()).isEqualTo(before);
        assertThat(PLATFORM.ok(OTHER, "GET /vdrs/room", "")
                        .path("fields")
                        .path(0)
                        .path("path")
                        .asText())
                .isEqualTo("theirs");
        PLATFORM.fault(
                OTHER,
                404,
                "POST /vdrs/import?elementInstanceId=" + instance,
                "{'mine': {'level': 'instance', 'fields': []}}");
        PLATFORM.fault(OTHER, 404, "POST /vdrs/clone", "{'objectName': 'copy', 'source': {'vdr': '" + id + "'}}");
        PLATFORM.fault(
                OTHER,
                404,
                "POST /vdrs/clone",
                "{'objectName': 'copy', 'source': {'elementInstanceId': " + instance + ", 'objectName': 'channels'}}");
        PLATFORM.ok(OTHER, "DELETE /organizations/elements/ciscospark/transformations", "");
        PLATFORM.ok(OTHER, "DELETE /organizations/objects/definitions", "");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void anObjectOfAnInstanceGetsATransformationWithoutNamingTheInstanceAgain() {
        String mine = PLATFORM.ok("GET /vdrs/mine?elementInstanceId=" + instance, "")
                .path("id")
                .asText();
        JsonNode made = PLATFORM.ok("POST /vdrs/" + mine + "/transformations", MAPPED);
        assertThat(made.path("elementInstanceId").asLong()).isEqualTo(instance);
        assertThat(made.path("element").path("key").asText()).isEqualTo("ciscospark");
    }

    @Test
    void anExportOfAnotherAccountsObjectHasNothingOfAnInstanceOfTheCallersOwn() {
        long account = PLATFORM.otherAccount();
        PLATFORM.ok("POST /accounts/" + account + "/objects/theirs/definitions", "{'fields': [{'path': 'a'}]}");
        long theirs = PLATFORM.tenant
                .jdbi()
                .withHandle(handle -> handle.createQuery("select id from object_definition where account_id = :account")
                        .bind("account", account)
                        .mapTo(Long.class)
                        .one());
        PLATFORM.ok("GET /vdrs/" + theirs + "/export", "");
        assertThat(PLATFORM.fault(400, "GET /vdrs/" + theirs + "/export?elementInstanceId=" + instance, ""))
                .contains("another account", "theirs");
    }

    private List<JsonNode> everything() {
        return List.of(
                PLATFORM.ok("GET /vdrs?elementInstanceId=" + instance, ""),
                PLATFORM.ok("GET /vdrs/export?elementInstanceId=" + instance, ""),
                PLATFORM.ok("GET /vdrs/room/transformations", ""));
    }
}
