package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What levels inherit, and how changes of one are held together with those above and below. */
class LevelsTest {
    private static final MappingPlatform PLATFORM = new MappingPlatform();
    private static final String INHERIT = ", 'configuration': [{'type': 'inherit'}]}";
    private static final String ORGANIZATION = " /organizations/elements/ciscospark/transformations/room";
    private static final String ACCOUNT = " /accounts/elements/ciscospark/transformations/room";

    @BeforeEach
    void onlyTheDefinitionIsThere() {
        PLATFORM.tenant
                .jdbi()
                .useHandle(handle -> handle.execute("delete from transformation; delete from object_definition"));
        PLATFORM.ok("POST /organizations/objects/room/definitions", "{'fields': [{'path': 'a'}]}");
    }

    @Test
    void aLevelShowsAndKeepsOnlyWhatItSaysItself() {
        long instance = PLATFORM.instance(PLATFORM.tenant.header());
        String own = " /instances/" + instance + "/transformations/room";
        PLATFORM.ok("POST" + ORGANIZATION, """
                {'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}], 'configuration': [
                  {'type': 'passThrough', 'properties': {'fromVendor': false, 'toVendor': false}},
                  {'type': 'methods', 'properties': {'methods': ['GET']}}, {'type': 'addToDocumentation'}]}""");
        PLATFORM.ok("POST" + own, "{'vendorName': 'channels', 'fields': [{'path': 'b', 'vendorPath': 'y'}]" + INHERIT);
        JsonNode inForce = PLATFORM.ok("GET" + own, "");
        assertThat(inForce.path("fields")).hasSize(2);
        assertThat(inForce.path("configuration").findValuesAsText("type"))
                .containsExactly("passThrough", "methods", "addToDocumentation", "inherit");
        JsonNode alone = PLATFORM.ok("GET" + own + "?inherited=false", "");
        assertThat(alone.path("fields")).hasSize(1);
        assertThat(alone.path("configuration").findValuesAsText("type")).containsExactly("inherit");
        PLATFORM.fault(404, "GET /instances/" + instance + "/objects/room/definitions?inherited=false", "");

        ObjectMapping mapping = PLATFORM.inForce(Optional.of(instance));
        assertThat(mapping.passesFromVendor()).isFalse();
        assertThat(mapping.takes("POST")).isFalse();
        assertThat(mapping.documented()).isTrue();
    }

    @Test
    void aLevelThatClashesWithTheOneAboveItIsRefused() {
        PLATFORM.ok("POST" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}");
        String inside = "{'vendorName': 'channels', 'fields': [{'path': 'a.b', 'vendorPath': 'y'}]";
        assertThat(PLATFORM.fault(400, "POST" + ACCOUNT, inside + INHERIT))
                .contains("'a.b'", "inside", "'a'", "level organization", "level account");
        PLATFORM.fault(404, "GET" + ACCOUNT, "");
        PLATFORM.ok("POST" + ACCOUNT, inside + "}");
        assertThat(PLATFORM.fault(400, "PUT" + ACCOUNT, inside + INHERIT)).contains("level organization");
        assertThat(PLATFORM.fault(400, "POST /vdrs/import?replace=true", """
                {'room': {'fields': [{'path': 'a'}], 'levels': {'account': {'transformations': {'ciscospark':
                  {'vendorName': 'channels', 'fields': [{'path': 'a[*].b', 'vendorPath': 'y'}], 'configuration': [{'type': 'inherit'}]}}}}}}"""))
                .contains("room, level account, transformation for ciscospark", "'a[*].b'");
        PLATFORM.ok(
                "PUT" + ACCOUNT, "{'vendorName': 'channels', 'fields': [{'path': ' a ', 'vendorPath': 'y'}]" + INHERIT);
    }

    @Test
    void aChangeAboveThatWouldHurtALevelBelowIsRefusedAndNamesIt() {
        long instance = PLATFORM.instance(PLATFORM.tenant.header());
        String own = " /instances/" + instance + "/transformations/room";
        String plain = "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}";
        PLATFORM.ok("POST" + ORGANIZATION, plain);
        PLATFORM.ok(
                "POST" + own, "{'vendorName': 'channels', 'fields': [{'path': 'b.c', 'vendorPath': 'y'}]" + INHERIT);
        String hurting = "{'vendorName': 'channels', 'fields': [{'path': 'b', 'vendorPath': 'x'}]}";
        String hurt = "instance " + instance;
        assertThat(PLATFORM.fault(400, "PUT" + ORGANIZATION, hurting))
                .contains(hurt, "'b.c'", "level organization", "level instance", "inherit");
        assertThat(PLATFORM.fault(400, "POST" + ACCOUNT, hurting)).contains(hurt);
        assertThat(PLATFORM.ok("GET" + ORGANIZATION, "")
                        .path("fields")
                        .path(0)
                        .path("path")
                        .asText())
                .isEqualTo("a");

        // An account between them that replaces keeps the two apart, until it is gone.
        PLATFORM.ok("POST" + ACCOUNT, plain);
        PLATFORM.ok("PUT" + ORGANIZATION, hurting);
        assertThat(PLATFORM.fault(400, "DELETE" + ACCOUNT, "")).contains(hurt);
        assertThat(PLATFORM.fault(400, "PUT" + ACCOUNT, "{'vendorName': 'channels'" + INHERIT))
                .contains(hurt);
        PLATFORM.ok("DELETE" + own, "");
        PLATFORM.ok("DELETE" + ACCOUNT, "");
    }

    @Test
    void whatALevelBelowCannotUseAnywayBlocksNothingAbove() {
        long instance = PLATFORM.instance(PLATFORM.tenant.header());
        String own = " /instances/" + instance + "/transformations/room";
        PLATFORM.ok("POST" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}");
        PLATFORM.ok(
                "POST" + own, "{'vendorName': 'channels', 'fields': [{'path': 'b.c', 'vendorPath': 'y'}]" + INHERIT);
        PLATFORM.tenant
                .jdbi()
                .useHandle(
                        handle -> handle.execute(
                                "update transformation set json = replace(json, '\"b.c\"', '\"a.c\"') where instance_id is not null"));
        PLATFORM.ok("PUT" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'z'}]}");
        PLATFORM.ok("POST /vdrs/import?replace=true", """
                {'room': {'fields': [{'path': 'a'}], 'transformations': {'ciscospark': {'vendorName': 'channels', 'fields': [
                  {'path': 'a', 'vendorPath': 'x'}]}}}}""");
        PLATFORM.ok("DELETE" + ORGANIZATION, "");
        PLATFORM.ok("DELETE" + own, "");
    }

    @Test
    void aLevelBelowThatTheCallerDoesNotSeeIsCountedAndNotTold() {
        long instance = PLATFORM.instance(PLATFORM.tenant.header());
        PLATFORM.ok("POST" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}");
        PLATFORM.ok(
                "POST /instances/" + instance + "/transformations/room",
                "{'vendorName': 'channels', 'fields': [{'path': 'b.secret', 'vendorPath': 'y'}]" + INHERIT);
        long other = PLATFORM.otherAccount();
        PLATFORM.move(instance, other);
        String hurting = "{'vendorName': 'channels', 'fields': [{'path': 'b', 'vendorPath': 'x'}]}";
        assertThat(PLATFORM.fault(400, "PUT" + ORGANIZATION, hurting))
                .isEqualTo(
                        "This would break the transformation of room for ciscospark at 1 instance of 1 other account ("
                                + other
                                + " 'Other'), which inherits. At the instance that you may not see, the field 'b' (level"
                                + " organization) is in the way of fields there: choose another path, or have its user change that"
                                + " transformation first, or take inherit out of its configuration.");
        assertThat(PLATFORM.fault(400, "POST /vdrs/import?replace=true", """
                {'room': {'fields': [{'path': 'a'}], 'transformations': {'ciscospark': {'vendorName': 'channels', 'fields': [
                  {'path': 'b', 'vendorPath': 'x'}]}}}}"""))
                .startsWith("room, level organization, transformation for ciscospark: This would break")
                .contains("'b' (level organization)")
                .doesNotContain("secret");
    }

    @Test
    void levelsBelowAreNamedAsFarAsTheCallerSeesThemAndElseCountedByAccount() {
        long other = PLATFORM.otherAccount();
        long third = PLATFORM.otherAccount();
        PLATFORM.ok("POST" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}");
        String nearer = "{'vendorName': 'channels', 'fields': [{'path': 'NAME', 'vendorPath': 'y'}]" + INHERIT;
        long own = PLATFORM.instance(PLATFORM.tenant.header());
        PLATFORM.ok("POST /instances/" + own + "/transformations/room", nearer.replace("NAME", "b.mine"));
        PLATFORM.ok(
                "POST /accounts/" + third + "/elements/ciscospark/transformations/room",
                nearer.replace("NAME", "b.third"));
        for (long account : new long[] {other, other, third}) {
            long unseen = PLATFORM.instance(PLATFORM.tenant.header());
            PLATFORM.ok("POST /instances/" + unseen + "/transformations/room", nearer.replace("NAME", "c.secret"));
            PLATFORM.move(unseen, account);
        }
        String fault = PLATFORM.fault(
                400,
                "PUT" + ORGANIZATION,
                "{'vendorName': 'channels', 'fields': [{'path': 'b', 'vendorPath': 'x'}, {'path': 'c', 'vendorPath': 'z'}]}");
        assertThat(fault)
                .contains(
                        "at the account " + third + " 'Other', and at the instance " + own
                                + " 'Mapped', and at 3 instances of 2 other accounts (",
                        other + " 'Other'",
                        "which inherit. At the account " + third + ": The path 'b.third' lies inside of the path 'b'",
                        "At the instances that you may not see, the ",
                        "'c' (level organization)",
                        "have their users change those transformations")
                .doesNotContain("secret");
    }

    @Test
    void aUserIsToldOfOtherUsersOfHisAccountWithoutTheirNames() {
        Optional<String> bob = PLATFORM.tenant.furtherUser("bob@example.com");
        PLATFORM.ok("POST" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}");
        List<Long> unseen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            unseen.add(PLATFORM.instance(PLATFORM.tenant.header()));
            PLATFORM.ok(
                    "POST /instances/" + unseen.getLast() + "/transformations/room",
                    "{'vendorName': 'channels', 'fields': [{'path': 'b.secret', 'vendorPath': 'y'}]" + INHERIT);
        }
        String hurting = "{'vendorName': 'channels', 'fields': [{'path': 'b', 'vendorPath': 'x'}]" + INHERIT;
        assertThat(PLATFORM.fault(bob, 400, "POST" + ACCOUNT, hurting))
                .contains(
                        "at 2 instances of other users of your account, which inherit.",
                        "the field 'b' (level account)")
                .doesNotContain("secret", "Mapped", "instance " + unseen.getFirst());
    }

    @Test
    void aRenamingThatBringsClashingLevelsTogetherIsRefused() {
        PLATFORM.ok("POST" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}");
        PLATFORM.ok("POST /accounts/objects/space/definitions", "{'fields': [{'path': 'a'}]}");
        PLATFORM.ok(
                "POST" + ACCOUNT.replace("room", "space"),
                "{'vendorName': 'channels', 'fields': [{'path': 'a.b', 'vendorPath': 'y'}]" + INHERIT);
        assertThat(PLATFORM.fault(400, "PATCH /organizations/objects/room", "{'objectName': 'space'}"))
                .contains("account", "'a.b'");
        assertThat(PLATFORM.fault(400, "PATCH /accounts/objects/space", "{'objectName': 'room'}"))
                .contains("'a.b'");
        PLATFORM.ok("PATCH /accounts/objects/space", "{'objectName': 'hall'}");
    }

    @Test
    void anImportMayChangeAllLevelsAtOnce() {
        String before = """
                {'room': {'fields': [{'path': 'a'}], 'transformations': {'ciscospark': {'vendorName': 'channels', 'fields': [
                  {'path': 'a', 'vendorPath': 'x'}]}}, 'levels': {'account': {'transformations': {'ciscospark': {'vendorName': 'channels',
                  'fields': [{'path': 'b.c', 'vendorPath': 'y'}], 'configuration': [{'type': 'inherit'}]}}}}}}""";
        PLATFORM.ok("POST /vdrs/import?replace=true", before);
        PLATFORM.ok(
                "POST /vdrs/import?replace=true",
                before.replace("'b.c'", "'d'").replace("'path': 'a', 'vendorPath'", "'path': 'b', 'vendorPath'"));
        assertThat(PLATFORM.ok("GET" + ACCOUNT, "")
                        .path("fields")
                        .path(0)
                        .path("path")
                        .asText())
                .isEqualTo("d");
    }

    /** Rows of before the rule; there is no other way to make such. */
    @Test
    void levelsThatDoNotGoTogetherNeverthelessSayWhyTheyCannotBeUsed() {
        PLATFORM.ok("POST" + ORGANIZATION, "{'vendorName': 'channels', 'fields': [{'path': 'a', 'vendorPath': 'x'}]}");
        PLATFORM.ok(
                "POST" + ACCOUNT,
                "{'vendorName': 'channels', 'fields': [{'path': 'b.c', 'vendorPath': 'y'}]" + INHERIT);
        PLATFORM.tenant
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "update transformation set json = replace(json, '\"a\"', '\"b\"') where account_id is null"));
        ObjectMapping mapping = PLATFORM.inForce(Optional.empty());
        assertThat(mapping.fault().orElseThrow())
                .contains("room", "organization and account", "'b.c'", "'b'", "PUT", "inherit");
    }
}
