package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectMappingTest {
    private static final String NOTHING_ELSE =
            ", 'configuration': [{'type': 'passThrough', 'properties': {'fromVendor': false, 'toVendor': false}}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            name              | displayName              | {'displayName': 'Ada'}                            | {'name': 'Ada'}
            home.city         | city                     | {'city': 'Oslo'}                                  | {'home': {'city': 'Oslo'}}
            city              | address.home.city        | {'address': {'home': {'city': 'Oslo'}}}           | {'city': 'Oslo'}
            Users[*].name     | people[*].displayName    | {'people': [{'displayName': 'A'}, {'x': 1}, {'displayName': 'C'}]} | {'Users': [{'name': 'A'}, {}, {'name': 'C'}]}
            Users[*].name     | people[*].displayName    | {'people': [{'displayName': 'A'}, {'x': 1}]}      | {'Users': [{'name': 'A'}, {}]}
            Users[*].name     | people[*].displayName    | {'people': [{'x': 1}]}                            | {'Users': [{}]}
            a[*].b[*].c       | x[*].y[*].z              | {'x': [{}, {'y': []}, {'y': [{}, null]}]}         | {'a': [{}, {'b': []}, {'b': [{}, null]}]}
            a[*].c            | x[*].y[*].z              | {'x': [{'y': [{}, {'z': 1}]}, {'y': []}]}         | {'a': [{'c': 1}, {}]}
            mails[*]          | emails[*].value          | {'emails': [{'value': 'a'}, {}, {'value': 'c'}, {}]} | {'mails': ['a', null, 'c', null]}
            grid[*][*]        | rows[*].cells[*]         | {'rows': [{'cells': [1]}, {}]}                    | {'grid': [[1], []]}
            a[*].b[*].c       | x[*].y[*].z              | {'x': [{'y': [{'z': 1}, {'z': 2}]}, {'y': [{'z': 3}]}]} | {'a': [{'b': [{'c': 1}, {'c': 2}]}, {'b': [{'c': 3}]}]}
            mail              | emails[0]                | {'emails': ['a@x', 'b@x']}                        | {'mail': 'a@x'}
            mail              | emails[*]                | {'emails': ['a@x', 'b@x']}                        | {'mail': 'a@x'}
            mails[*]          | email                    | {'email': 'a@x'}                                  | {'mails': ['a@x']}
            mails             | emails                   | {'emails': ['a@x', 'b@x']}                        | {'mails': ['a@x', 'b@x']}
            work              | phones[type=work].value  | {'phones': [{'type': 'home', 'value': 1}, {'type': 'work', 'value': 2}]} | {'work': 2}
            work              | phones[?(@.kind.t==true)].v | {'phones': [{'kind': {'t': false}, 'v': 1}, {'kind': {'t': true}, 'v': 2}]} | {'work': 2}
            count             | people[*].size()         | {'people': [1, 2, 3]}                             | {'count': 3}
            gone              | nowhere.at.all           | {'x': 1}                                          | {}
            empty             | nothing                  | {'nothing': null}                                 | {'empty': null}
            home.city         | place.town               | {'place': null}                                   | {'home': {'city': null}}
            Users[*].name     | people[*].displayName    | {'people': null}                                  | {'Users': null}
            Users[*].name     | people[*].displayName    | {'people': []}                                    | {'Users': []}
            Users[*].name     | people[*].displayName    | {'people': [null, {'displayName': 'B'}]}          | {'Users': [null, {'name': 'B'}]}
            mail              | emails[*]                | {'emails': []}                                    | {}
            """)
    void aProvidersObjectIsReadThroughPaths(String path, String vendorPath, String vendor, String own) {
        ObjectMapping mapping =
                mapping("[{'path': '" + path + "', 'vendorPath': '" + vendorPath + "'}]" + NOTHING_ELSE);
        assertThat(mapping.fromVendor(json(vendor))).isEqualTo(json(own));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            home.city         | city                     | {'home': {'city': 'Oslo'}}                        | {'city': 'Oslo'}
            Users[*].name     | people[*].displayName    | {'Users': [{'name': 'A'}, {'name': 'B'}]}         | {'people': [{'displayName': 'A'}, {'displayName': 'B'}]}
            mail              | emails[0]                | {'mail': 'a@x'}                                   | {'emails': ['a@x']}
            mails[*]          | email                    | {'mails': ['a@x', 'b@x']}                         | {'email': 'a@x'}
            work              | phones[type=work].value  | {'work': 2}                                       | {'phones': [{'type': 'work', 'value': 2}]}
            count             | people[*].size()         | {'count': 3}                                      | {}
            other             | x                        | {'name': 'only what is there is sent'}            | {}
            name              | title                    | {'name': null}                                    | {'title': null}
            home.city         | city                     | {'home': null}                                    | {'city': null}
            a[*].b[*].c       | x[*].y[*].z              | {'a': [{'b': null}, {'b': []}]}                   | {'x': [{'y': null}, {'y': []}]}
            Users[*].name     | people[*].displayName    | {'Users': []}                                     | {'people': []}
            Users[*].name     | people[*].displayName    | {'Users': [{'name': 'A'}, {'x': 1}, null]}        | {'people': [{'displayName': 'A'}, {}, null]}
            """)
    void anApplicationsObjectIsWrittenThroughPaths(String path, String vendorPath, String own, String vendor) {
        ObjectMapping mapping =
                mapping("[{'path': '" + path + "', 'vendorPath': '" + vendorPath + "'}]" + NOTHING_ELSE);
        assertThat(mapping.toVendor(json(own))).isEqualTo(json(vendor));
    }

    /** Objects may be large, and the fields many. */
    @Test
    void fieldsThatShareAPlaceLeaveTheOtherMembersUncopied() {
        ObjectMapping mapping = mapping("[{'path': 'one', 'vendorPath': 'x.y'}, {'path': 'two', 'vendorPath': 'x.y'}]");
        ObjectNode own = (ObjectNode) json("{'one': 1, 'two': 1}");
        own.set("large", new ObjectNode(JsonNodeFactory.instance, new LinkedHashMap<>() {
            @Override
            public Set<Map.Entry<String, JsonNode>> entrySet() {
                throw new AssertionError("copied");
            }
        }));
        assertThat(mapping.toVendor(own).path("x")).isEqualTo(json("{'y': 1}"));
        own.put("two", 2);
        assertThatThrownBy(() -> mapping.toVendor(own)).hasMessageContaining("say different things");
    }

    @Test
    void membersWithoutAFieldPassUnlessTheyAreNotToDo() {
        String fields = "[{'path': 'name', 'vendorPath': 'names.display'}]";
        JsonNode vendor = json("{'id': 12345678901234567890.10, 'names': {'display': 'A', 'nick': 'B'}}");
        assertThat(mapping(fields).fromVendor(vendor))
                .isEqualTo(json("{'id': 12345678901234567890.10, 'names': {'nick': 'B'}, 'name': 'A'}"));
        assertThat(mapping(fields).toVendor(json("{'name': 'A', 'more': 1}")))
                .isEqualTo(json("{'more': 1, 'names': {'display': 'A'}}"));
        assertThat(mapping(fields + NOTHING_ELSE).fromVendor(vendor)).isEqualTo(json("{'name': 'A'}"));
    }

    @Test
    void aNullThatEmptiesAnObjectMappedInPartsDoesNotPassUnderItsOwnName() {
        String fields =
                "[{'path': 'home.city', 'vendorPath': 'city'}, {'path': 'list[*].x', 'vendorPath': 'rows[*].y'}]";
        assertThat(mapping(fields).toVendor(json("{'home': null, 'list': [], 'other': null}")))
                .isEqualTo(json("{'other': null, 'city': null, 'rows': []}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            l[*].d            | m[*].c                   | {'m': [{'c': null}, {'c': 1}]}                    | {'l': [{'d': 7}, {'d': 1}]}
            l[*].d            | m[*].c                   | {'m': [{'c': 1}, {}, null]}                       | {'l': [{'d': 1}, {'d': 7}, {'d': 7}]}
            l[*].d            | m[*].c                   | {'m': []}                                         | {'l': []}
            l[*].d            | m[*].c                   | {'m': null}                                       | {'l': null}
            l[*].d            | m[*].c                   | {}                                                | {}
            l[*]              | m[*]                     | {'m': [null, 1]}                                  | {'l': [7, 1]}
            a[*].b[*].c       | x[*].y[*].z              | {'x': [{'y': [{'z': null}, {'z': 1}]}, {'y': []}, {}]} | {'a': [{'b': [{'c': 7}, {'c': 1}]}, {'b': []}, {}]}
            a[*].c            | x[*].y[*].z              | {'x': [{'y': [{'z': 1}]}, {'y': []}, {}]}         | {'a': [{'c': 1}, {'c': 7}, {'c': 7}]}
            a[*].b[*].c       | x[*].z                   | {'x': [{'z': 1}, {'z': null}]}                    | {'a': [{'b': [{'c': 1}]}, {'b': [{'c': 7}]}]}
            first             | m[*].c                   | {'m': []}                                         | {'first': 7}
            l[*]              | one                      | {}                                                | {'l': [7]}
            d                 | m.c                      | {'m': null}                                       | {'d': 7}
            """)
    void everyElementHasItsOwnDefaultAndAListIsNoLongerThanItWas(
            String path, String vendorPath, String vendor, String own) {
        ObjectMapping mapping = mapping("[{'path': '" + path + "', 'vendorPath': '" + vendorPath
                + "', 'configuration': [{'type': 'defaultValue', 'properties': {'value': 7}}]}]" + NOTHING_ELSE);
        assertThat(mapping.fromVendor(json(vendor))).isEqualTo(json(own));
    }

    @Test
    void aDefaultIsNotSent() {
        ObjectMapping mapping = mapping("[{'path': 'l[*].d', 'vendorPath': 'm[*].c', 'configuration': [{'type':"
                + " 'defaultValue', 'properties': {'value': 7}}]}]" + NOTHING_ELSE);
        assertThat(mapping.toVendor(json("{'l': [{'d': null}, {'d': 1}, {}]}")))
                .isEqualTo(json("{'m': [{'c': null}, {'c': 1}, {}]}"));
        assertThat(mapping.toVendor(json("{'l': []}"))).isEqualTo(json("{'m': []}"));
        assertThat(mapping.toVendor(json("{}"))).isEqualTo(json("{}"));
    }

    @Test
    void aNullIsNoValueWhereThereIsADefault() {
        ObjectMapping mapping = mapping(
                "[{'path': 'n', 'vendorPath': 'm', 'configuration': [{'type': 'defaultValue', 'properties': {'value': 'x'}}]}]");
        assertThat(mapping.fromVendor(json("{'m': null}"))).isEqualTo(json("{'n': 'x'}"));
        assertThat(mapping.toVendor(json("{'n': null}")))
                .as("the other way round it is what was sent")
                .isEqualTo(json("{'m': null}"));
        assertThat(mapping.choosing("other").fromVendor(json("{'m': null}")))
                .as("a field that was not chosen")
                .isEqualTo(json("{}"));
        assertThat(mapping.choosing("other, n").fromVendor(json("{}"))).isEqualTo(json("{'n': 'x'}"));
    }

    @Test
    void fieldsAndObjectsCanBeForSomeVerbsOnly() {
        ObjectMapping mapping = mapping("""
                [{'path': 'name', 'vendorPath': 'title', 'configuration': [{'type': 'methods', 'properties': {'methods': ['get', 'POST']}}]},
                 {'path': 'name', 'vendorPath': 'newTitle', 'configuration': [{'type': 'methods', 'properties': {'methods': ['PATCH']}}]}],
                'configuration': [{'type': 'methods', 'properties': {'methods': ['GET', 'POST', 'PATCH']}}]""");
        JsonNode own = json("{'name': 'A', 'more': 1}");
        assertThat(mapping.of("POST").toVendor(own)).isEqualTo(json("{'more': 1, 'title': 'A'}"));
        assertThat(mapping.of("PATCH").toVendor(own)).isEqualTo(json("{'more': 1, 'newTitle': 'A'}"));
        assertThat(mapping.of("PUT").toVendor(own)).isEqualTo(json("{'more': 1}"));
        assertThat(mapping.of("GET").fromVendor(json("{'title': 'A', 'newTitle': 'B'}")))
                .isEqualTo(json("{'name': 'A'}"));
        assertThat(mapping.of("PATCH").vendorNames()).containsEntry("name", "newTitle");
        assertThat(mapping.metadata().path("fields")).hasSize(1);
        assertThat(mapping.takes("GET")).isTrue();
        assertThat(mapping.takes("DELETE")).isFalse();
    }

    @Test
    void aFieldCanBeKeptFromEitherSideAndHaveADefault() {
        ObjectMapping mapping = mapping("""
                [{'path': 'secret', 'vendorPath': 's', 'configuration': [{'type': 'passThrough', 'properties': {'fromVendor': false}}]},
                 {'path': 'made', 'vendorPath': 'm', 'configuration': [{'type': 'passThrough', 'properties': {'toVendor': false}}]},
                 {'path': 'gone', 'vendorPath': 'g', 'configuration': [{'type': 'remove'}]},
                 {'path': 'size', 'vendorPath': 'n', 'type': 'number', 'configuration': [{'type': 'defaultValue', 'properties': {'value': '7'}}]}]""");
        assertThat(mapping.fromVendor(json("{'s': 1, 'm': 2, 'g': 3}"))).isEqualTo(json("{'made': 2, 'size': 7}"));
        assertThat(mapping.toVendor(json("{'secret': 1, 'made': 2, 'gone': 3}")))
                .isEqualTo(json("{'s': 1}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            string  | 12              | '12'
            string  | 1.50            | '1.50'
            string  | true            | 'true'
            string  | {'a': 1}        | {'a': 1}
            number  | '12'            | 12
            number  | '1.50'          | 1.50
            number  | '99999999999999999999' | 99999999999999999999
            number  | 'twelve'        | 'twelve'
            number  | '0x1F'          | '0x1F'
            number  | '1e999999999'   | '1e999999999'
            boolean | 'TRUE'          | true
            boolean | 'perhaps'       | 'perhaps'
            boolean | 1               | 1
            array [string] | [1, 'a'] | ['1', 'a']
            crew    | '5'             | '5'
            """)
    void aValueTakesItsTypeOrStaysWhatItIs(String type, String vendor, String own) {
        ObjectMapping mapping = mapping("[{'path': 'v', 'vendorPath': 'w', 'type': '" + type + "'}]");
        assertThat(mapping.fromVendor(json("{'w': " + vendor + "}")).toString())
                .isEqualTo(json("{'v': " + own + "}").toString());
    }

    @Test
    void datesAreRewrittenByTheirMasks() {
        ObjectMapping mapping = mapping("""
                [{'path': 'day', 'vendorPath': 'created', 'type': 'date', 'configuration': [{'type': 'format',
                  'properties': {'pattern': 'dd.MM.yyyy', 'vendorPattern': 'yyyy-MM-dd HH:mm'}}]},
                 {'path': 'at', 'vendorPath': 'touched', 'type': 'date'}]""");
        assertThat(mapping.fromVendor(json("{'created': '2026-01-15 09:30', 'touched': 1768469400000}")))
                .isEqualTo(json("{'day': '15.01.2026', 'at': '2026-01-15T09:30:00Z'}"));
        assertThat(mapping.toVendor(json("{'day': '15.01.2026'}"))).isEqualTo(json("{'created': '2026-01-15 00:00'}"));
        assertThat(mapping.fromVendor(json("{'created': 'soon'}"))).isEqualTo(json("{'day': 'soon'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-01-15                    | 2026-01-15T00:00:00Z
            2026-01-15T09:30              | 2026-01-15T09:30:00Z
            2026-01-15T09:30:00           | 2026-01-15T09:30:00Z
            2026-01-15 09:30:00           | 2026-01-15T09:30:00Z
            2026-01-15T09:30:00.250       | 2026-01-15T09:30:00.250Z
            2026-01-15t09:30:00z          | 2026-01-15T09:30:00Z
            2026-01-15T09:30:00+0000      | 2026-01-15T09:30:00Z
            2026-01-15T09:30:00+02        | 2026-01-15T07:30:00Z
            2026-01-15T09:30:00-0330      | 2026-01-15T13:00:00Z
            2026-01-15T09:30:00.5+02:00   | 2026-01-15T07:30:00.500Z
            2026-13-15T09:30:00           | 2026-13-15T09:30:00
            2026-01-15T                   | 2026-01-15T
            2026-01-15T09:30:00 Europe    | 2026-01-15T09:30:00 Europe
            """)
    void isoDatesAreReadWithAndWithoutAnOffset(String vendor, String own) {
        ObjectMapping mapping = mapping("[{'path': 'at', 'vendorPath': 'v', 'type': 'date'}]");
        assertThat(mapping.fromVendor(json("{'v': '" + vendor + "'}"))).isEqualTo(json("{'at': '" + own + "'}"));
    }

    @Test
    void aMaskHasAtMost100Characters() {
        assertThat(new DateMasks("'" + "x".repeat(94) + "'yyyy", "")).isNotNull();
        assertThatThrownBy(() -> new DateMasks("", "'" + "x".repeat(95) + "'yyyy"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("100 characters");
    }

    @Test
    void requestsThatSayDifferentThingsOfOnePlaceAreRefused() {
        ObjectMapping mapping = mapping("""
                [{'path': 'first', 'vendorPath': 'emails[0]'}, {'path': 'mails', 'vendorPath': 'emails'},
                 {'path': 'day', 'vendorPath': 'due', 'type': 'date',
                  'configuration': [{'type': 'format', 'properties': {'pattern': 'yyyy-MM-dd'}}]},
                 {'path': 'due', 'vendorPath': 'due', 'configuration': [{'type': 'passThrough', 'properties': {'toVendor': false}}]}]""");
        assertThat(mapping.fromVendor(json("{'emails': ['a', 'b'], 'due': '2026-01-15T09:30:00Z'}")))
                .isEqualTo(json(
                        "{'first': 'a', 'mails': ['a', 'b'], 'day': '2026-01-15', 'due': '2026-01-15T09:30:00Z'}"));
        assertThat(mapping.toVendor(json("{'first': 'a', 'mails': ['a', 'b'], 'day': '2026-01-15', 'due': 'x'}")))
                .isEqualTo(json("{'emails': ['a', 'b'], 'due': '2026-01-15T00:00:00Z'}"));
        assertThat(mapping.toVendor(json("{'first': 'c'}"))).isEqualTo(json("{'emails': ['c']}"));
        assertThatThrownBy(() -> mapping.toVendor(json("{'first': 'c', 'mails': ['a', 'b']}")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("'first'")
                .hasMessageContaining("'mails'")
                .hasMessageContaining("emails")
                .hasMessageContaining("passThrough");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a..b", "a.", ".a", "a[", "a[x]", "a[*].size().b", "size()", "a[-1]", "a[1000]", "a]b["})
    void aPathThatIsNoneIsRefused(String path) {
        assertThatThrownBy(() -> FieldPath.parse(path)).isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'path': 'a', 'vendorPath': 'x'}, {'path': 'a', 'vendorPath': 'y'}]",
                "[{'path': 'a', 'vendorPath': 'x'}, {'path': 'a.b', 'vendorPath': 'y'}]",
                "[{'path': 'a', 'vendorPath': 'x'}, {'path': 'a[*].b', 'vendorPath': 'y'}]",
                "[{'path': 'a . b', 'vendorPath': 'x'}, {'path': 'a.b', 'vendorPath': 'y'}]",
                "[{'path': 'a[ 0 ]', 'vendorPath': 'x'}, {'path': 'a[0]', 'vendorPath': 'y'}]",
                "[{'path': 'a[k=1]', 'vendorPath': 'x'}, {'path': 'a[?(@.k==1)]', 'vendorPath': 'y'}]",
                "[{'path': 'a[ k = 1 ].v', 'vendorPath': 'x'}, {'path': 'a[?(@.k==1)].v', 'vendorPath': 'y'}]",
                "[{'path': 'a[*].x', 'vendorPath': 'x'}, {'path': 'a.y', 'vendorPath': 'y'}]",
                "[{'path': 'a[*].x', 'vendorPath': 'x'}, {'path': 'a[0].x', 'vendorPath': 'y'}]",
                "[{'path': 'a[*].x', 'vendorPath': 'x'}, {'path': 'a[k=1].y', 'vendorPath': 'y'}]",
                "[{'path': 'a[0].x', 'vendorPath': 'x'}, {'path': 'a[k=1].y', 'vendorPath': 'y'}]",
                "[], 'configuration': [{'type': 'passThrough', 'properties': {'fromVendor': 'perhaps'}}]",
                "[{'path': 'a', 'vendorPath': 'x', 'configuration': [{'type': 'methods'}]}]",
                "[{'path': 'a', 'vendorPath': 'x', 'configuration': [{'type': 'methods', 'properties': {'methods': ['FETCH']}}]}]",
                "[], 'configuration': [{'type': 'queryOverride', 'properties': {}}]",
                "[{'path': 'a[*].size()', 'vendorPath': 'x'}]",
                "[{'path': 'a'}]",
                "[7]",
                "[{'path': 'a', 'vendorPath': 'x', 'type': 'date', 'configuration': [{'type': 'format', 'properties': {'pattern': 'bb'}}]}]"
            })
    void fieldsThatClashOrLackSomethingAreRefused(String fields) {
        assertThatThrownBy(() -> mapping(fields)).isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'path': 'a[*].x', 'vendorPath': 'x'}, {'path': 'a[0].y', 'vendorPath': 'y'}]",
                "[{'path': 'a[0]', 'vendorPath': 'x'}, {'path': 'a[1].y', 'vendorPath': 'y'}]",
                "[{'path': 'a[k=1].x', 'vendorPath': 'x'}, {'path': 'a[k=2].x', 'vendorPath': 'y'}]",
                "[{'path': 'a.b', 'vendorPath': 'x'}, {'path': 'ab', 'vendorPath': 'x.y'}]",
                "[{'path': 'a', 'vendorPath': 'x'}, {'path': 'b', 'vendorPath': 'x'}]"
            })
    void fieldsThatDoNotMeetAreTaken(String fields) {
        assertThat(mapping(fields).fields()).hasSize(2);
    }

    private static ObjectMapping mapping(String fields) {
        return TransformationReader.mapping(
                "crew", json("{'vendorName': 'people', 'fields': " + fields + "}"), Map.of(), java.util.List.of());
    }

    static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test's JSON");
    }
}
