package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of pages: joined they are the whole list, whoever cuts it. */
class PagingIT {
    private static final String ADMIN = "spark:all spark-admin:organizations_read spark-admin:licenses_read"
            + " spark-admin:roles_read spark-admin:people_read";
    private static Api spark = Platform.API;
    private static String room = "";
    private static String team = "";

    @BeforeAll
    static void connect() {
        Platform.deleteAllInstances();
        spark = Platform.as(Spark.connect(Platform.API, "Paging", Spark.ADA));
        room = idOf("/channels", "title", "Build Status");
        team = idOf("/groups", "name", "Platform");
    }

    @BeforeEach
    void calm() {
        Platform.SANDBOX.calm();
    }

    @ParameterizedTest
    @CsvSource({
        "/channels/ROOM/messages, /messages?roomId=ROOM&max=1000",
        "/channels, /rooms?max=1000",
        "/channels/ROOM/users, /memberships?roomId=ROOM&max=1000",
        "/groups, /teams?max=1000",
        "/groups/TEAM/channels, /rooms?teamId=TEAM&max=1000",
        "/groups/TEAM/users, /team/memberships?teamId=TEAM&max=1000",
        "/users, /people?max=1000",
        "/organizations, /organizations",
        "/licenses, /licenses",
        "/roles, /roles"
    })
    void pagesOfAnySizeJoinedAreTheWholeList(String path, String vendorPath) {
        List<String> whole = new ArrayList<>();
        Platform.SANDBOX
                .direct(Spark.ADA, ADMIN)
                .get(filled(vendorPath))
                .ok()
                .path("items")
                .forEach(row -> whole.add(row.path("id").textValue()));
        assertThat(whole).isNotEmpty();
        int length = whole.size();
        List<Integer> sizes = length > 20
                ? List.of(7, length / 2, length - 1, length, length + 1, 1000)
                : List.of(1, 2, 3, Math.max(1, length - 1), length, length + 1, 1000);
        for (int size : sizes) {
            assertThat(walk(filled(path), "", size)).as("%s by %d", path, size).isEqualTo(whole);
        }
    }

    @Test
    void conditionsOrderAndFieldsHoldOnEveryPage() {
        List<String> groups = spark.get("/channels?where=type%3D'group'&orderBy=created%20desc")
                .column("id");
        assertThat(walk("/channels", "where=type%3D'group'&orderBy=created%20desc&fields=id&", 2))
                .isEqualTo(groups);
        Answer first = spark.get("/channels?fields=id&pageSize=1");
        Answer second =
                spark.get("/channels?fields=id&nextPage=" + first.nextPage().orElseThrow());
        assertThat(second.ok().path(0).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels/ROOM/messages", "/channels", "/users", "/licenses", "/roles"})
    void twoPagesAreOneOfDoubleSize(String path) {
        for (int size : List.of(1, 2)) {
            Answer first = spark.get(filled(path) + "?pageSize=" + size);
            Answer second = spark.get(filled(path) + "?nextPage="
                    + Consent.encode(first.nextPage().orElseThrow()));
            List<String> joined = new ArrayList<>(first.column("id"));
            joined.addAll(second.column("id"));
            assertThat(spark.get(filled(path) + "?pageSize=" + 2 * size).column("id"))
                    .startsWith(joined.toArray(String[]::new))
                    .hasSize(joined.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/roles", "/licenses", "/organizations"})
    void anEmptyTokenIsTheFirstPage(String path) {
        assertThat(spark.get(path + "?nextPage=&pageSize=1").column("id"))
                .isEqualTo(spark.get(path + "?pageSize=1").column("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/roles"})
    void theTokenWinsOverTheSize(String path) {
        String token = spark.get(path + "?pageSize=2").nextPage().orElseThrow();
        assertThat(spark.get(path + "?pageSize=1&nextPage=" + Consent.encode(token))
                        .column("id"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/channels/ROOM/messages", "/users", "/roles", "/licenses"})
    void moreThanTheCapIsReducedWithAWarning(String path) {
        Answer answer = spark.get(filled(path) + "?pageSize=1000");
        assertThat(answer.ok().size()).isLessThanOrEqualTo(100);
        assertThat(answer.header("Elements-Error").orElse("")).contains("pageSize", "100");
        assertThat(spark.get(filled(path) + "?pageSize=100").header("Elements-Error"))
                .isEmpty();
    }

    @Test
    void theCapIsTheInstancesOwn() {
        Api other = Platform.as(
                Spark.connect(Platform.API, "Small pages", Spark.ADA, java.util.Map.of("pagination.max", "3")));
        assertThat(other.get("/channels").ok()).hasSize(3);
        assertThat(other.get("/roles").ok()).hasSize(3);
        assertThat(other.get("/channels?pageSize=50").ok()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "1.5", "1e2", "99999999999999999999", "%00", "1%2C2"})
    void aSizeThatIsNoCountIsRefused(String size) {
        for (String path : List.of("/channels", "/roles")) {
            assertThat(spark.get(path + "?pageSize=" + size).fault(400)).contains("pageSize");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"banana", "%00", "..%2F..", "eyJwYWdlIjotMX0", "%F0%9F%98%80", "IQ%3D%3D%3D"})
    void aTokenOfNobodyIsRefused(String token) {
        for (String path : List.of("/channels", "/roles", "/channels/" + room + "/messages")) {
            Answer answer = spark.get(path + "?nextPage=" + token);
            assertThat(answer.fault(400)).isNotBlank();
        }
    }

    @Test
    void aTokenOfAnotherListIsRefused() {
        String ofMessages = spark.get("/channels/" + room + "/messages?pageSize=1")
                .nextPage()
                .orElseThrow();
        String ofRoles = spark.get("/roles?pageSize=1").nextPage().orElseThrow();
        spark.get("/roles?nextPage=" + Consent.encode(ofMessages)).fault(400);
        spark.get("/channels?nextPage=" + Consent.encode(ofRoles)).fault(400);
        // Whoever asks for one room must never be answered with another one's messages.
        String other = idOf("/channels", "title", "Announcements");
        Answer crossed = spark.get("/channels/" + other + "/messages?nextPage=" + Consent.encode(ofMessages));
        if (crossed.status() == 200) {
            crossed.ok()
                    .forEach(row -> assertThat(row.path("roomId").textValue()).isEqualTo(other));
        } else {
            crossed.fault(400);
        }
    }

    @Test
    void pagesOfACutListCanBeAskedForByNumber() {
        List<String> roles = spark.get("/roles").column("id");
        assertThat(spark.get("/roles?page=2&pageSize=2").column("id")).isEqualTo(roles.subList(2, 4));
        assertThat(spark.get("/roles?page=99&pageSize=2").column("id")).isEmpty();
        spark.get("/roles?page=0").fault(400);
    }

    @Test
    void pagesOfAListOfTokensCannotBeCounted() {
        assertThat(spark.get("/channels?page=1&pageSize=2").ok()).hasSize(2);
        assertThat(spark.get("/channels?page=2&pageSize=2").fault(400)).contains("nextPage");
    }

    /** Follows the tokens to the end; every page but the last is full, and a token comes exactly when rows follow. */
    private static List<String> walk(String path, String query, int size) {
        List<String> ids = new ArrayList<>();
        Optional<String> token = Optional.empty();
        int most = Math.min(size, 100);
        do {
            Answer page = spark.get(path + "?" + query
                    + token.map(text -> "nextPage=" + Consent.encode(text)).orElse("pageSize=" + size));
            int rows = page.ok().size();
            assertThat(page.header("Elements-Returned-Count")).contains("" + rows);
            token = page.nextPage();
            if (token.isPresent()) {
                assertThat(rows).isEqualTo(most);
            } else {
                assertThat(rows).isBetween(ids.isEmpty() ? 0 : 1, most);
            }
            ids.addAll(page.column("id"));
            assertThat(ids).doesNotHaveDuplicates();
        } while (token.isPresent());
        return ids;
    }

    private static String filled(String path) {
        return path.replace("ROOM", room).replace("TEAM", team);
    }

    private static String idOf(String path, String member, String value) {
        for (JsonNode row : spark.get(path).ok()) {
            if (row.path(member).asText().equals(value)) {
                return row.path("id").textValue();
            }
        }
        throw new AssertionError("No " + value + " in " + path);
    }
}
