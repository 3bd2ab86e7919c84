package dev.valence.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.InvalidFields;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaReaderTest {
    private static final String TRIGGER = "'triggers': [{'type': 'manual', 'onSuccess': ['a']}]";

    @Test
    void aNameIsEnough() {
        FormulaDraft draft = read("{'name': 'Bare'}");
        assertThat(draft.active()).isTrue();
        assertThat(draft.debugLogging()).isTrue();
        assertThat(draft.singleThreaded()).isFalse();
        assertThat(draft.engine()).isEqualTo("v3");
        assertThat(draft.document()).isEqualTo(json("{'configuration': [], 'triggers': [], 'steps': []}"));
    }

    @Test
    void whatNobodyKnowsIsKept() {
        FormulaDraft draft = read("""
                {'id': 7, 'name': 'Old', 'engine': 'V1', 'readme': {'text': 'x'}, 'apiId': null,
                 'configuration': [{'id': 1, 'key': 'max.count', 'name': 'Max', 'type': 'value', 'hidden': true}],
                 'triggers': [{'id': 5, 'name': 'trigger', 'type': 'manual', 'extra': 1, 'onSuccess': ['mail'], 'onFailure': []}],
                 'steps': [{'id': 6, 'name': 'mail', 'type': 'notification', 'description': 'tells',
                            'properties': {'body': 'return true', 'retry': false, 'n': 1.50, 'o': {'a': [null]}}}]}""");
        assertThat(draft.engine()).isEqualTo("v1");
        assertThat(draft.members()).isEqualTo(json("{'readme': {'text': 'x'}}"));
        assertThat(draft.document().at("/configuration/0/hidden").asBoolean()).isTrue();
        assertThat(draft.document().at("/triggers/0/extra").asInt()).isEqualTo(1);
        assertThat(draft.document().at("/steps/0/description").asText()).isEqualTo("tells");
        assertThat(draft.document().at("/steps/0/properties"))
                .isEqualTo(json("{'body': 'return true', 'retry': false, 'n': 1.50, 'o': {'a': [null]}}"));
    }

    @Test
    void aDocumentThatWasReadIsReadAgainToTheSame() {
        FormulaDraft once = read("""
                {'name': 'F', 'description': 'd', 'active': 'false', 'singleThreaded': true, 'uri': 'hello/', 'method': 'post',
                 'configuration': [{'name': 'Chat Room', 'type': 'elementInstance'}], %s,
                 'steps': [{'name': 'a', 'type': 'elementRequest', 'onSuccess': 'b', 'onFailure': null,
                            'properties': {'elementInstanceId': '${ChatRoom}', 'method': 'get', 'api': '/x'}},
                           {'name': 'b', 'type': 'loop', 'properties': {'list': 'steps.a.response.body'}, 'onSuccess': ['a']}]}""".formatted(TRIGGER));
        assertThat(once.address()).contains(new ApiAddress("/hello", "POST"));
        assertThat(once.active()).isFalse();
        assertThat(once.document().at("/configuration/0/key").asText()).isEqualTo("ChatRoom");
        assertThat(once.document().at("/steps/0/onSuccess"))
                .isEqualTo(json("{'x': ['b']}").path("x"));
        ObjectNode again = json("{'name': 'F', 'description': 'd', 'active': false, 'singleThreaded': true,"
                + " 'uri': '/hello', 'method': 'POST'}");
        again.setAll(once.document());
        assertThat(FormulaReader.read(again.deepCopy())).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'name': 'a', 'type': 'teleport'}                            | steps.a.type                    | unknown
            {'name': 'a'}                                                | steps.a.type                    | missing
            {'type': 'script', 'properties': {'body': 'x'}}              | steps[0].name                   | missing
            {'name': 'trigger', 'type': 'script', 'properties': {'body': 'x'}} | steps.trigger.name        | trigger
            {'name': 'a', 'type': 'script'}                              | steps.a.properties.body         | missing
            {'name': 'a', 'type': 'filter', 'properties': {'body': ' '}} | steps.a.properties.body         | missing
            {'name': 'a', 'type': 'loop', 'properties': {}}              | steps.a.properties.list         | missing
            {'name': 'a', 'type': 'formula', 'properties': {}}           | steps.a.properties.formulaId    | missing
            {'name': 'a', 'type': 'formula', 'properties': {'formulaId': 'x'}} | steps.a.properties.formulaId | whole number
            {'name': 'a', 'type': 'request', 'properties': {'method': 'GET'}} | steps.a.properties.api     | missing
            {'name': 'a', 'type': 'request', 'properties': {'method': 'LOOK', 'api': '/x'}} | steps.a.properties.method | GET, POST
            {'name': 'a', 'type': 'httpRequest', 'properties': {'method': 'GET', 'url': '/x'}} | steps.a.properties.url | absolute
            {'name': 'a', 'type': 'amqpRequest', 'properties': {'url': 'http://x', 'queue': 'q'}} | steps.a.properties.url | amqp://
            {'name': 'a', 'type': 'retryFormulaExecution', 'properties': {'retryAttempts': 8}} | steps.a.properties.retryAttempts | 1 to 7
            {'name': 'a', 'type': 'elementRequestStream', 'properties': {}} | steps.a.properties.uploadApi | missing
            {'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': '${config.no}', 'method': 'GET', 'api': '/x'}} | steps.a.properties.elementInstanceId | does not declare
            {'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': '${no}', 'method': 'GET', 'api': '/x'}} | steps.a.properties.elementInstanceId | does not declare
            {'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': 'mine', 'method': 'GET', 'api': '/x'}} | steps.a.properties.elementInstanceId | id of an element instance
            {'name': 'a', 'type': 'request', 'properties': {'method': 'GET', 'api': '/x', 'retry': 'perhaps'}} | steps.a.properties.retry | true or false
            {'name': 'a', 'type': 'request', 'properties': {'method': 'GET', 'api': '/x', 'retryStatusCodes': '2xx'}} | steps.a.properties.retryStatusCodes | 200-205
            {'name': 'a', 'type': 'script', 'properties': {'body': 'x'}, 'onSuccess': ['gone']} | steps.a.onSuccess | 'gone'
            {'name': 'a', 'type': 'script', 'properties': {'body': 'x'}, 'onFailure': 'gone'} | steps.a.onFailure | 'gone'
            {'name': 'a', 'type': 'script', 'properties': {'body': 'x'}, 'onSuccess': [1]} | steps.a.onSuccess | list of names
            {'name': 'a', 'type': 'script', 'properties': 'x'}           | steps.a.properties              | object
            7                                                            | steps[0]                        | object
            """)
    void aFaultOfAStepNamesTheStepAndTheField(String step, String place, String words) {
        assertThat(faults("{'name': 'F', 'steps': [" + step + "]}")).anySatisfy((field, fault) -> {
            assertThat(field).isEqualTo(place);
            assertThat(fault).contains(words);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {}                                                           | name
            {'name': ' '}                                                | name
            {'name': {}}                                                 | name
            {'name': '<i></i>'}                                          | name
            {'name': 'F', 'active': 'maybe'}                             | active
            {'name': 'F', 'engine': 'steam'}                             | engine
            {'name': 'F', 'steps': {}}                                   | steps
            {'name': 'F', 'configuration': [{'name': '', 'type': 'value'}]} | configuration[0].key
            {'name': 'F', 'configuration': [{'key': 'k', 'type': 'secret'}]} | configuration.k.type
            {'name': 'F', 'configuration': [{'key': 'k'}, {'key': 'k'}]} | configuration.k.key
            {'name': 'F', 'triggers': [{'type': 'manual'}, {'type': 'manual'}]} | triggers
            {'name': 'F', 'triggers': [{'type': 'now'}]}                 | triggers.trigger.type
            {'name': 'F', 'triggers': [{'type': 'event'}]}               | triggers.trigger.properties.elementInstanceId
            {'name': 'F', 'triggers': [{'type': 'scheduled', 'properties': {'cron': '* * * * * ?'}}]} | triggers.trigger.properties.cron
            {'name': 'F', 'triggers': [{'type': 'scheduled', 'properties': {'cron': 'often'}}]} | triggers.trigger.properties.cron
            {'name': 'F', 'triggers': [{'type': 'manual', 'onSuccess': ['gone']}]} | triggers.trigger.onSuccess
            {'name': 'F', 'engine': 'v2'}                                | engine
            {'name': 'F', 'uri': '/x'}                                   | method
            {'name': 'F', 'uri': '/instances/x', 'method': 'GET'}        | uri
            {'name': 'F', 'uri': '/jobs', 'method': 'GET'}               | uri
            {'name': 'F', 'uri': '/a b', 'method': 'GET'}                | uri
            {'name': 'F', 'uri': '/a/../jobs', 'method': 'GET'}          | uri
            {'name': 'F', 'uri': '//', 'method': 'GET'}                  | uri
            {'name': 'F', 'uri': '/x', 'method': 'GET', 'triggers': [{'type': 'scheduled', 'properties': {'cron': '0 0 8 ? * MON'}}]} | uri
            """)
    void aFaultOfTheFormulaNamesTheField(String formula, String place) {
        assertThat(faults(formula)).containsKey(place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <b>x</b>                        | x
            <script>alert(1)</script> Daily | Daily
            &lt;b&gt;x&lt;/b&gt;            | x
            a < b                           | a < b
            """)
    void ofMarkupInNamesTheTextStays(String name, String plain) {
        String body = "{'name': '" + name + "'}";
        assertThat(read(body).name()).isEqualTo(plain);
        assertThat(InstanceWish.read(json(body).toString().getBytes(StandardCharsets.UTF_8))
                        .name())
                .contains(plain);
    }

    @Test
    void everythingIsToldAtOnce() {
        assertThatThrownBy(() -> read("""
                {'steps': [{'name': 'a', 'type': 'script'}, {'name': 'a', 'type': 'x', 'onSuccess': ['b']}]}""")).isInstanceOfSatisfying(InvalidFields.class, e -> {
            assertThat(e.fields()).containsOnlyKeys("steps.a.name", "steps.a.properties.body", "steps.a.type", "name");
            assertThat(e.getMessage()).contains("steps.a.properties.body is missing", "name is missing");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 'a', 'type': 'script', 'properties': {'body': 'x'}, 'onFailure': ['a']}",
                "{'name': 'a', 'type': 'script', 'properties': {'body': 'done(${steps.nowhere.x})'}}",
                "{'name': 'a', 'type': 'request', 'properties': {'method': '${config.m}', 'api': '${steps.no}', 'retry': true, 'retryAttempts': 3, 'acceptableStatusCodes': '200-205, 208'}}",
                "{'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': '${trigger.event.instanceId}', 'method': 'GET', 'api': '/x'}}",
                "{'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': '4711', 'method': 'GET', 'api': '/x'}}",
                "{'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': 4711, 'method': 'GET', 'api': '/x'}}",
                "{'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': '${config.my.chat}', 'method': 'GET', 'api': '/x'}}",
                "{'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': '${my.chat}', 'method': 'GET', 'api': '/x'}}",
                "{'name': 'a', 'type': 'elementRequest', 'properties': {'elementInstanceId': 'config.my.chat', 'method': 'GET', 'api': '/x'}}",
                "{'name': 'a', 'type': 'ElementRequest', 'properties': {'elementInstanceId': '${a.id}', 'method': 'GET', 'api': '/x'}}",
                "{'name': 'a', 'type': 'formula', 'properties': {'formulaId': '${config.f}', 'args': 'a.x'}}"
            })
    void whatIsOnlyKnownWhenItRunsIsAccepted(String step) {
        assertThat(read("{'name': 'F', 'configuration': [{'key': 'my.chat', 'type': 'elementInstance'}], " + TRIGGER
                                + ", 'steps': [" + step + "]}")
                        .document()
                        .path("steps"))
                .hasSize(1);
    }

    @Test
    void aStepThatNothingLeadsToIsAWarningAndNoFault() {
        ObjectNode document = read("{'name': 'F', " + TRIGGER
                        + ", 'steps': [{'name': 'a', 'type': 'script', 'properties': {'body': 'x'}, 'onSuccess': 'b'},"
                        + " {'name': 'b', 'type': 'script', 'properties': {'body': 'x'}, 'onFailure': 'a'},"
                        + " {'name': 'lonely', 'type': 'script', 'properties': {'body': 'x'}, 'onFailure': 'a'}]}")
                .document();
        assertThat(FormulaWarnings.of(FormulaVersion.of(1, 1, document)))
                .containsExactly("no step leads to the step 'lonely'");
        ObjectNode never = read("{'name': 'F', 'triggers': [{'type': 'scheduled',"
                        + " 'properties': {'cron': '0 0 8 30 2 ?'}}]}")
                .document();
        assertThat(FormulaWarnings.of(FormulaVersion.of(1, 1, never)))
                .containsExactly("the schedule of the trigger never comes");
    }

    @Test
    void aChainOfAHundredThousandStepsIsReadWithoutRecursion() {
        ObjectNode given = json("{'name': 'F', " + TRIGGER.replace("['a']", "['s0']") + "}");
        var steps = given.putArray("steps");
        for (int i = 0; i < 100_000; i++) {
            var step = steps.addObject().put("name", "s" + i).put("type", "script");
            step.putObject("properties").put("body", "done({})");
            step.put("onSuccess", i == 99_999 ? "s0" : "s" + (i + 1));
        }
        ObjectNode document = FormulaReader.read(given).document();
        assertThat(FormulaWarnings.of(FormulaVersion.of(1, 1, document))).isEmpty();
    }

    @Test
    void everyTemplateIsAFormulaWithoutWarnings() {
        FormulaTemplates templates = new FormulaTemplates();
        assertThat(templates.keys()).containsExactly("mentions-to-room", "post-message", "weekly-digest", "welcome");
        for (String key : templates.keys()) {
            FormulaDraft draft = FormulaReader.read(templates.require(key));
            assertThat(FormulaWarnings.of(FormulaVersion.of(1, 1, draft.document())))
                    .as(key)
                    .isEmpty();
            assertThat(draft.description()).as(key).isPresent();
        }
        assertThat(templates.list().findValuesAsText("trigger"))
                .containsExactlyElementsOf(List.of("event", "manual", "scheduled", "event"));
        assertThat(templates.list().get(0).path("elements").get(0).asText()).isEqualTo("ciscospark");
    }

    private static Map<String, String> faults(String text) {
        try {
            read(text);
        } catch (InvalidFields e) {
            assertThat(e.getMessage()).startsWith("The formula cannot be stored: ");
            return e.fields();
        }
        return Map.of();
    }

    private static FormulaDraft read(String text) {
        return FormulaReader.read(json(text));
    }

    static ObjectNode json(String text) {
        return (ObjectNode) Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test's JSON");
    }
}
