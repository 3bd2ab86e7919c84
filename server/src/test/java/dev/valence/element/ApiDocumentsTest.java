package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.swagger.parser.SwaggerParser;
import io.swagger.parser.util.SwaggerDeserializationResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiDocumentsTest {
    private static final String BASE = "http://localhost:8080/elements/api-v2";
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    static List<ApiDescription> descriptions() {
        Catalog catalog = new Catalog(ProviderUrls.none());
        return catalog.elements().stream()
                .map(element -> ApiDescription.of(element, element.name(), BASE))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void openApiIsValidByTheOfficialSchema(ApiDescription api) throws IOException {
        ObjectNode document = OpenApiDocument.of(api);
        assertThat(openApiSchema().validate(document)).isEmpty();
        JsonSchema metaSchema = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012));
        document.at("/components/schemas")
                .forEach(schema -> assertThat(metaSchema.validate(schema)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void swaggerIsReadByTheOfficialParserWithoutAComplaint(ApiDescription api) {
        assertThat(swaggerFaults(SwaggerDocument.of(api))).isEmpty();
    }

    @Test
    void theValidatorsSeeFaults() throws IOException {
        ApiDescription api = descriptions().getFirst();
        ObjectNode openApi = OpenApiDocument.of(api);
        ((ObjectNode) openApi.at("/paths/~1channels/get/responses/200")).remove("description");
        assertThat(openApiSchema().validate(openApi)).isNotEmpty();
        ObjectNode swagger = SwaggerDocument.of(api);
        ((ObjectNode) swagger.at("/paths/~1channels/get")).put("nonsense", 1).remove("responses");
        assertThat(swaggerFaults(swagger)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void everyReferenceLeadsSomewhere(ApiDescription api) {
        for (ObjectNode document : List.of(SwaggerDocument.of(api), OpenApiDocument.of(api))) {
            Matcher reference = Pattern.compile("\"\\$ref\":\"#([^\"]*)\"").matcher(document.toString());
            while (reference.find()) {
                assertThat(document.at(reference.group(1)).isObject())
                        .as(reference.group(1))
                        .isTrue();
            }
            assertThat(document.findValuesAsText("$ref")).isNotEmpty().allMatch(ref -> ref.startsWith("#/"));
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void operationIdsAreUniqueAndEveryDocumentedResourceIsThere(ApiDescription api) {
        Set<String> ids = new HashSet<>(OpenApiDocument.of(api).findValuesAsText("operationId"));
        assertThat(ids).hasSameSizeAs(api.operations());
    }

    @Test
    void resolvedReferencesAreInlined() {
        ApiDescription api = descriptions().getFirst();
        assertThat(OpenApiDocument.resolved(api).findValues("$ref")).isEmpty();
        assertThat(SwaggerDocument.resolved(api).findValues("$ref")).isEmpty();
    }

    @Test
    void anOperationTellsItsDefinitions() {
        ApiDescription api = descriptions().getFirst();
        JsonNode bare =
                SwaggerDocument.definitions(api, "createMessages", false).orElseThrow();
        assertThat(bare.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("messagesPost", "attachment", "messages");
        assertThat(bare.at("/messages/properties/attachments/items/$ref").asText())
                .isEqualTo("#/definitions/attachment");
        JsonNode resolved =
                SwaggerDocument.definitions(api, "createMessages", true).orElseThrow();
        assertThat(resolved.at("/messages/properties/attachments/items/properties/contentType/type")
                        .asText())
                .isEqualTo("string");
        assertThat(SwaggerDocument.definitions(api, "nosuch", false)).isEmpty();
    }

    @Test
    void aTypeThatNamesADefinitionBecomesAReference() {
        ElementSource source = ElementYaml.read("demo.yaml", Samples.text("""
                resources:
                  - method: GET
                    path: /things
                    vendorMethod: GET
                    vendorPath: /things
                    model:
                      name: thingsList
                      swagger:
                        thingsList: {id: thingsList, type: array, items: {$ref: things}}
                        things: {properties: {id: {type: integer}, owner: {type: owner}, odd: {type: unknown}}, required: []}
                        owner: {properties: {name: {type: string, x-readOnly: true}}}
                """));
        ApiDescription api = ApiDescription.of(ElementReader.read(source, Map.of()), "Demo", BASE);
        JsonNode definitions = SwaggerDocument.of(api).path("definitions");
        assertThat(definitions.at("/things/properties/owner/$ref").asText()).isEqualTo("#/definitions/owner");
        assertThat(definitions.at("/things/properties/odd").has("type")).isFalse();
        assertThat(definitions.path("things").has("required")).isFalse();
        assertThat(definitions.path("thingsList").has("id")).isFalse();
        assertThat(definitions.at("/owner/properties/name/readOnly").asBoolean())
                .isTrue();
    }

    private static List<String> swaggerFaults(JsonNode document) {
        SwaggerDeserializationResult result = new SwaggerParser().readWithInfo(document.toString());
        return result.getMessages() == null ? List.of() : result.getMessages();
    }

    private static JsonSchema openApiSchema() throws IOException {
        try (InputStream in = ApiDocumentsTest.class.getResourceAsStream("/openapi/schemas/v3.1/schema.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SCHEMAS.getSchema(ElementYaml.read("schema.yaml", text).json());
        }
    }
}
