package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not stored, and what the caller is told. */
class MappingRefusalsTest {
    private static final MappingPlatform PLATFORM = new MappingPlatform();

    @BeforeEach
    void nothingIsThere() {
        PLATFORM.tenant
                .jdbi()
                .useHandle(handle -> handle.execute("delete from transformation; delete from object_definition"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'a': {'fields': [], 'levels': 5}}                                   | a, level organization: levels must be a JSON object
            {'a': {'fields': [], 'levels': {'account': 5}}}                      | a, level account must be a JSON object
            {'a': {'fields': [], 'levels': {'account': []}}}                     | a, level account must be a JSON object
            {'a': {'fields': [], 'levels': {'planet': {}}}}                      | planet
            {'a': {'fields': [], 'levels': {'organization': {'fields': []}}}}    | a, level organization is there twice
            {'a': {'fields': [], 'transformations': 5}}                          | a, level organization: transformations must be a JSON object
            {'a': {'fields': [], 'transformations': [5]}}                        | a, level organization: each transformation of an array needs
            {'a': {'fields': [], 'transformations': {'ciscospark': 5}}}          | a, level organization: the transformation for ciscospark
            {'a': {'fields': [], 'transformations': {'ciscospark': {'vendorName': 'x'}, '1832': {'vendorName': 'y'}}}} | two transformations for ciscospark
            {'a': {'fields': [], 'levels': {'account': {'transformations': 5}}}} | a, level account: transformations must be a JSON object
            {'a': {'fields': 5}}                                                 | a, level organization
            {'a': {}}                                                            | neither fields nor transformations
            {'a': {'fields': [], 'transformations': {'ciscospark': {'vendorName': 'x', 'fields': [{'path': 'p', 'vendorPath': 'v', 'configuration': 5}]}}}} | a, level organization, transformation for ciscospark
            {'export': {'fields': []}}                                           | export
            """)
    void aDocumentIsTakenAsAWholeOrNotAtAll(String document, String words) {
        assertThat(PLATFORM.fault(400, "POST /vdrs/import", document)).contains(words);
        assertThat(PLATFORM.ok("GET /vdrs", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'fields': [{'path': 'a . b', 'vendorPath': 'x'}, {'path': 'a.b', 'vendorPath': 'y'}]  | twice
            'fields': [{'path': 'a[*].x', 'vendorPath': 'x'}, {'path': 'a.y', 'vendorPath': 'y'}] | clash
            'fields': [{'path': 'a', 'vendorPath': 'x', 'configuration': {'type': 'remove'}}]     | The configuration of the field 'a' of the transformation of room must be an array
            'fields': [{'path': 'a', 'vendorPath': 'x', 'configuration': [5]}]                    | array of entries
            'fields': [{'path': 'a', 'vendorPath': 'x', 'configuration': [{'type': 5}]}]          | array of entries
            'configuration': ['inherit']                                                          | array of entries
            'fields': [5]                                                                         | one is no object
            """)
    void aTransformationThatClashesWithItselfIsRefused(String members, String words) {
        PLATFORM.ok("POST /accounts/objects/room/definitions", "{'fields': []}");
        String body = "{'vendorName': 'channels', " + members + "}";
        assertThat(PLATFORM.fault(400, "POST /accounts/elements/ciscospark/transformations/room", body))
                .contains(words);
        PLATFORM.fault(404, "GET /accounts/elements/ciscospark/transformations/room", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "import", "clone", "4711"})
    void noNewObjectHasANameThatMeansSomethingElse(String name) {
        String body = "{'objectName': '" + name + "', 'fields': []}";
        assertThat(PLATFORM.fault(400, "POST /vdrs", body)).contains("'" + name + "'");
        PLATFORM.fault(400, "POST /accounts/objects/" + name + "/definitions", body);
        PLATFORM.fault(400, "POST /accounts/objects/definitions", "{'" + name + "': {'fields': []}}");
        PLATFORM.ok("POST /accounts/objects/room/definitions", "{'fields': []}");
        PLATFORM.fault(400, "PATCH /accounts/objects/room", body);
        PLATFORM.fault(400, "PATCH /vdrs/room", "{'objectName': '" + name + "'}");
    }

    @Test
    void thatANameIsTakenIsSaidBeforeWhatIsWrongWithTheRest() {
        PLATFORM.ok("POST /organizations/objects/room/definitions", "{'fields': []}");
        PLATFORM.fault(409, "POST /organizations/objects/room/definitions", "{'fields': 5}");
        PLATFORM.fault(409, "POST /organizations/objects/room/definitions", "nonsense");
        PLATFORM.fault(409, "POST /organizations/objects/definitions", "{'new': {'fields': 5}, 'room': {'fields': 5}}");
        PLATFORM.fault(409, "POST /vdrs", "{'objectName': 'room', 'fields': 5}");
        PLATFORM.fault(400, "POST /organizations/objects/new/definitions", "{'fields': 5}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'room'", "{'vdrr': 'room'}", "5", "{}"})
    void aSourceOfNoKnownKindIsNotFound(String source) {
        PLATFORM.ok("POST /vdrs", "{'objectName': 'room', 'fields': []}");
        String body = "{'objectName': 'copy', 'source': " + source + "}";
        assertThat(PLATFORM.fault(404, "POST /vdrs/clone", body)).contains("No source found");
        PLATFORM.fault(404, "GET /vdrs/copy", "");
        assertThat(PLATFORM.ok("POST /vdrs/clone", "{'objectName': 'copy', 'source': null}")
                        .path("fields"))
                .hasSize(1);
    }

    @Test
    void whatIsOfTheFirstGenerationStaysSo() {
        PLATFORM.ok("POST /organizations/objects/room/definitions", "{'fields': []}");
        String path = " /organizations/elements/ciscospark/transformations/room";
        JsonNode stored = PLATFORM.ok("POST" + path, "{'vendorName': 'channels', 'isLegacy': true}");
        assertThat(stored.path("isLegacy").asBoolean()).isTrue();
        JsonNode document = PLATFORM.ok("GET /vdrs/room/export", "");
        assertThat(document.at("/transformations/ciscospark/isLegacy").asBoolean())
                .isTrue();
        JsonNode changed = PLATFORM.ok("PUT" + path, "{'vendorName': 'channels'}");
        assertThat(changed.path("isLegacy").isBoolean()).isTrue();
        assertThat(changed.path("isLegacy").asBoolean()).isFalse();
        assertThat(PLATFORM.ok("GET /vdrs/room/export", "")
                        .at("/transformations/ciscospark")
                        .has("isLegacy"))
                .isFalse();
    }
}
