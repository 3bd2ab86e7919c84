package dev.valence.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Choosing, ordering and narrowing: {@code where}, {@code orderBy} and {@code fields}. */
class QueryIT {
    private static Api spark = Platform.API;

    @BeforeAll
    static void connect() {
        Platform.deleteAllInstances();
        spark = Platform.as(Spark.connect(Platform.API, "Query", Spark.ADA));
    }

    @BeforeEach
    void calm() {
        Platform.SANDBOX.calm();
    }

    @Test
    void conditionsBecomeTheProvidersParameters() {
        List<String> all = spark.get("/channels").column("type");
        assertThat(all).contains("group", "direct");
        assertThat(where("/channels", "type='group'").column("type")).containsOnly("group");
        assertThat(where("/channels", " type = 'direct' ").column("type")).containsOnly("direct");
        assertThat(where("/channels", "(type='group')").column("type")).containsOnly("group");
        assertThat(where("/channels", "`type`='group'").column("type")).containsOnly("group");

        JsonNode team = spark.get("/groups").ok().path(0);
        String id = team.path("id").textValue();
        assertThat(where("/channels", "type='group' and teamId='" + id + "'").column("teamId"))
                .isNotEmpty()
                .containsOnly(id);
        assertThat(where("/users", "displayName LIKE 'Ad%'").column("firstName"))
                .containsExactly("Ada");
        assertThat(where("/users", "displayName like 'ad%'").column("firstName"))
                .containsExactly("Ada");
        List<String> two = spark.get("/users").column("id").subList(0, 2);
        assertThat(where("/users", "id IN ('" + String.join("','", two) + "')").column("id"))
                .containsExactlyInAnyOrderElementsOf(two);
        assertThat(where("/users", "id in ('" + String.join("' , '", two) + "')")
                        .column("id"))
                .hasSize(2);
    }

    @Test
    void aQuoteInsideOfAValueIsDoubledAndNothingElseEscapes() {
        String odd = "O'Neil \\ & = ? # + % é";
        JsonNode person = spark.post(
                        "/users",
                        Map.of("emails", List.of("odd" + System.nanoTime() + "@sandbox.example"), "displayName", odd))
                .ok();
        assertThat(where("/users", "displayName='" + odd.replace("'", "''") + "'")
                        .column("id"))
                .containsExactly(person.path("id").textValue());
        spark.delete("/users/" + person.path("id").textValue()).ok();
    }

    @Test
    void timesAreCompared() {
        String channel = channel("Build Status");
        List<String> times =
                spark.get("/channels/" + channel + "/messages?pageSize=100").column("created");
        String middle = times.get(50);
        List<String> earlier = where("/channels/" + channel + "/messages", "created < '" + middle + "'")
                .column("created");
        assertThat(earlier).isNotEmpty().allSatisfy(time -> assertThat(time).isLessThan(middle));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "type                     | 5  | operator",
                "type=                    | 6  | value",
                "type='group              | 12 | quote",
                "='group'                 | 1  | attribute",
                "type='group' AND         | 17 | attribute",
                "type='group' banana      | 14 | AND",
                "(type='group'            | 14 | parenthesis",
                "type='group')            | 13 | AND",
                "type == 'group'          | 7  | value",
                "type IN 'group'          | 9  | parenthesis",
                "type IN ('a' 'b')        | 14 | comma",
                "type IS banana           | 9  | NULL",
                "type.='x'                | 6  | name",
                "type='a'';DROP           | 15 | quote",
                "`type='x'                | 10 | back-tick"
            })
    void aWrongConditionIsToldByPlaceAndExpectation(String where, int position, String expected) {
        String message = where("/channels", where).fault(400);
        assertThat(message)
                .contains("where")
                .containsPattern("position " + position + "\\b")
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/channels      | title='x'                        | title",
                "/channels      | type!='group'                    | type",
                "/channels      | type > 'group'                   | type",
                "/channels      | type IS NULL                     | type",
                "/channels      | type='group' OR type='direct'    | OR",
                "/channels      | type='group' AND type='direct'   | type",
                "/users         | displayName LIKE '%da'           | displayName",
                "/users         | displayName LIKE 'A%a'           | displayName",
                "/groups        | name='x'                         | where",
                "/roles         | name='x'                         | where",
                "/messages      | parentId='x'                     | roomId",
                "/accounts      | id='x'                           | where"
            })
    void whatTheProviderCannotExpressIsRefusedByName(String path, String where, String named) {
        assertThat(where(path, where).fault(400)).contains(named);
    }

    @Test
    void anEmptyConditionIsNoCondition() {
        assertThat(spark.get("/channels?where=").column("id"))
                .isEqualTo(spark.get("/channels").column("id"));
    }

    @Test
    void theProvidersOrderIsAskedFor() {
        List<String> created = spark.get("/channels?orderBy=created%20desc").column("created");
        assertThat(created).hasSizeGreaterThan(3).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(spark.get("/channels?orderBy=lastActivity%20desc").column("lastActivity"))
                .isSortedAccordingTo(Comparator.reverseOrder());
        String group = spark.get("/groups").ok().path(0).path("id").textValue();
        assertThat(spark.get("/groups/" + group + "/channels?orderBy=created%20desc")
                        .column("created"))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** Newest first is all that the provider has; the other way round is refused and never answered wrongly. */
    @ParameterizedTest
    @ValueSource(strings = {"created%20asc", "lastActivity%20asc", "id%20desc", "id%20asc"})
    void anOrderIsGivenOrRefused(String orderBy) {
        Answer answer = spark.get("/channels?orderBy=" + orderBy);
        if (answer.status() != 200) {
            assertThat(answer.fault(400)).contains("orderBy");
            return;
        }
        Comparator<String> order = orderBy.endsWith("asc") ? Comparator.naturalOrder() : Comparator.reverseOrder();
        assertThat(answer.column(orderBy.substring(0, orderBy.indexOf('%')))).isSortedAccordingTo(order);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/channels?orderBy=title",
                "/channels?orderBy=created,id",
                "/channels?orderBy=created%20banana",
                "/channels?orderBy=,",
                "/groups?orderBy=name",
                "/users?orderBy=id",
                "/roles?orderBy=name"
            })
    void anOrderThatTheProviderLacksIsRefused(String path) {
        assertThat(spark.get(path).fault(400)).contains("orderBy");
    }

    @Test
    void onlyTheChosenFieldsCome() {
        for (JsonNode row : spark.get("/channels?fields=id,title").ok()) {
            assertThat(names(row)).containsExactlyInAnyOrder("id", "title");
        }
        JsonNode me = spark.get("/accounts?fields=emails,%20displayName").ok();
        assertThat(names(me)).containsExactlyInAnyOrder("emails", "displayName");
        JsonNode role = spark.get("/roles?fields=name&pageSize=1").ok();
        assertThat(role).hasSize(1);
        assertThat(names(role.path(0))).containsExactly("name");
        assertThat(spark.get("/accounts?fields=nonsense").ok()).isEmpty();
        assertThat(spark.get("/accounts?fields=").ok()).hasSizeGreaterThan(3);
        assertThat(spark.get("/channels?fields=id,,title").fault(400)).contains("position 4");
    }

    @Test
    void nestedFieldsAreChosenByDots() {
        String nested = "{\"items\":[{\"a\":{\"b\":1,\"c\":2},\"d\":[{\"e\":1,\"f\":2}],\"g\":3}]}";
        try (Vendor vendor = Vendor.answering(nested)) {
            Api other = Platform.as(vendor.connect(Platform.API, Map.of()));
            assertThat(other.get("/channels?fields=a.b,d.f").text()).isEqualTo("[{\"a\":{\"b\":1},\"d\":[{\"f\":2}]}]");
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Answer where(String path, String where) {
        return spark.get(path + "?where=" + Consent.encode(where));
    }

    static String channel(String title) {
        return spark.get("/channels")
                .ok()
                .valueStream()
                .filter(row -> row.path("title").asText().equals(title))
                .map(row -> row.path("id").textValue())
                .findFirst()
                .orElseThrow();
    }
}
