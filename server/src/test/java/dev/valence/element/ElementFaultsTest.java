package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample's head has 7 lines; what a test adds begins at line 8. */
class ElementFaultsTest {
    private static final String THING =
            "resources: [{method: GET, path: /things, vendorMethod: GET, vendorPath: /things@}]";

    private static List<String> faults(String yaml) {
        InvalidElement fault = catchThrowableOfType(
                InvalidElement.class,
                () -> ElementReader.read(ElementYaml.read("elements/demo/element.yaml", yaml), Map.of()));
        assertThat(fault).as("the element should be refused").isNotNull();
        return fault.faults().stream().map(ElementFault::toString).toList();
    }

    @Test
    void theSampleIsRight() {
        assertThat(Samples.element("").key()).isEqualTo("demo");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parameters: [{vendorName: X, type: value, vendorType: header}] | parameters[0].name: is required
            parameters: [{name: a, type: cookie, vendorType: header}] | parameters[0].type: must be one of configuration, header,
            parameters: [{name: nokey, type: configuration, vendorType: header}] | parameters[0].name: no configuration key is called 'nokey'
            parameters: [{name: a, type: value, vendorType: header, required: 'yes'}] | parameters[0].required: must be true or false
            parameters: {name: a} | parameters: must be an array
            parameters: [text] | parameters[0]: must be an object
            description: 7 | description: must be a text; put it into quotes
            paging: {style: scroll} | paging.style: must be one of none, linkHeader, page, offset, cursor, not 'scroll'
            paging: {style: page} | paging.position: is required for the style page
            errors: {message: [message]} | errors.message: 'message' is not a JSON pointer
            signature: {header: X, algorithm: Rot13, encoding: hex, key: base.url} | signature.algorithm: must be a MAC like HmacSHA256, not 'Rot13'
            signature: {header: X, algorithm: HmacSHA1, encoding: hex, key: nokey} | signature.key: no configuration key is called 'nokey'
            webhooks: {ids: base.url, remove: {vendorMethod: DELETE, vendorPath: /x}, resource: /r, event: /e} | webhooks.create: is required
            signature: {header: X, algorithm: HmacSHA1, encoding: hex, body: parsed, key: base.url} | signature.body: must be raw
            webhooks: {ids: base.url, create: {vendorMethod: POST, vendorPath: "/w/{id}", id: /id}, remove: {vendorMethod: DELETE, vendorPath: "/w/{id}"}, resource: /r, event: /e} | webhooks.create.vendorPath: nothing fills {id}
            idempotencyHeader: two words | idempotencyHeader: must be the name of a header, such as Idempotency-Key, not 'two words'
            objects: [{name: a}, {name: a}] | objects[1].name: the object stands here twice
            """)
    void aFaultOfTheElementNamesLineAndMember(String more, String expected) {
        assertThat(faults(Samples.text(more)))
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("elements/demo/element.yaml:8: ")
                        .contains(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , method: FETCH | method: the member stands here twice
            , type: sometimes | type: must be one of api, apiNoDocumentation,
            , paginationType: MAYBE | paginationType: must be one of VENDOR_SUPPORTED, VENDOR_UNSUPPORTED
            , model: {name: thing, swagger: {other: {}}} | model.name: no definition is called 'thing'
            , model: {name: a, swagger: {a: {$ref: b}}} | model.swagger.a.$ref: no definition is called 'b'
            , model: {name: a, swagger: {a: {properties: {c: {type: color}}}}} | model.swagger.a.properties.c.type: neither a JSON type nor a definition is called 'color'
            , model: {name: a, swagger: {a: {}}, requestName: b} | model.requestName: no definition is called 'b'
            , conditions: [{field: a}] | conditions[0].operators: is required
            , conditions: [{operators: ["="]}] | conditions[0].field: is required
            , conditions: [{field: a, operators: ["=="]}] | conditions[0].operators: must be one of =, !=, <, >,
            , conditions: [{field: a, operators: [LIKE]}] | conditions[0].like: is required for the operator LIKE
            , conditions: [{field: a, operators: [IN]}] | conditions[0].separator: is required for the operator IN
            , conditions: [{field: a, operators: ["="]}, {field: a, operators: ["="]}] | conditions[1]: a = stands here twice
            , orderBy: {parameter: sort} | orderBy.fields: is required
            , readMerge: {vendorMethod: READ, vendorPath: /a} | readMerge.vendorMethod: must be GET, POST, PUT, PATCH or DELETE, not 'READ'
            , readMerge: {vendorMethod: GET, vendorPath: "/a/{id}"} | readMerge.vendorPath: nothing fills {id}
            , reply: {from: moon} | reply: must have body, or from with objects or metadata
            , parameters: [{name: id, type: path, vendorType: path}] | parameters[0].name: the path /things has no variable {id}
            , parameters: [{name: where, vendorName: "converter:toSql", type: query, vendorType: query}] | parameters[0].converter: must be one of
            , paging: {style: cursor, position: after}, model: {name: a, swagger: {a: {type: array, items: {}}}} | nextPageKey: is required for paging by cursor
            """)
    void aFaultOfAResourceNamesLineAndMember(String more, String expected) {
        assertThat(faults(Samples.text(THING.replace("@", more))))
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("elements/demo/element.yaml:8: resources[0]")
                        .contains(expected));
    }

    @Test
    void everyFaultIsReportedAtOnceEachAtItsOwnLine() {
        assertThat(faults(Samples.text("""
                        resources:
                          - method: GET
                            path: /things/{id}
                            vendorMethod: FETCH
                            vendorPath: /v1/{thing}
                          - method: GET
                            path: /things/{other}
                            vendorPath: /v1/things
                        """)))
                .containsExactly(
                        "elements/demo/element.yaml:11: resources[0].vendorMethod: must be GET, POST, PUT, PATCH or"
                                + " DELETE, not 'FETCH'",
                        "elements/demo/element.yaml:12: resources[0].vendorPath: nothing fills {thing}: add a parameter"
                                + " with vendorType path and vendorName thing, or a configuration key of that name",
                        "elements/demo/element.yaml:13: resources[1].vendorMethod: is required",
                        "elements/demo/element.yaml:14: resources[1].path: GET /things/{other} stands here twice; the"
                                + " other one is resources[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "id", "hub", "authentication"})
    void whatEveryElementNeedsIsAskedFor(String member) {
        String yaml = Samples.HEAD.replaceAll("(?m)^" + member + ":.*\\R", "");
        assertThat(faults(yaml)).anySatisfy(fault -> assertThat(fault).contains(member + ": is required"));
    }

    @Test
    void anOAuthElementNeedsItsKeys() {
        assertThat(faults(Samples.HEAD.replace("custom", "oauth2")))
                .contains("elements/demo/element.yaml:6: configuration: the key oauth.token.url is missing:"
                        + " authentication oauth2 needs it");
    }

    @Test
    void aConfigurationKeyStandsOnce() {
        assertThat(faults(Samples.text("  - {key: base.url, name: Again, type: TEXTFIELD_32}\n")))
                .containsExactly("elements/demo/element.yaml:8: configuration[1].key: the key 'base.url' stands in the"
                        + " configuration twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            defaultValue: true, type: BOOLEAN | configuration[1].defaultValue: must be a text; put it into quotes
            defaultValue: "yes", type: BOOLEAN | configuration[1].defaultValue: must be "true" or "false"
            type: COLOR | configuration[1].type: must be one of TEXTFIELD_32
            name: Other | configuration[1].type: is required; must be one of TEXTFIELD_32
            """)
    void aConfigurationEntryIsChecked(String members, String expected) {
        assertThat(faults(Samples.text("  - {key: other, " + members + "}\n")))
                .anySatisfy(fault -> assertThat(fault).startsWith("elements/demo/element.yaml:8: " + expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [1", "a: &x [*x]", "a: .nan", "a: !!binary x", "? [a] : b", "- a"})
    void whatIsNotElementJsonIsRefused(String yaml) {
        assertThat(faults(yaml)).first().asString().startsWith("elements/demo/element.yaml:1: ");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThat(faults(""))
                .containsExactly(
                        "elements/demo/element.yaml:1: the file is empty; an element needs at least name and hub");
    }
}
