package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import dev.valence.formula.StepType;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps that call the platform's own API: through an element instance, as the formula's owner, and with a file. */
class OwnRequestsTest {
    private volatile Receiver.Answer answer = Receiver.Answer.json(200, "{\"id\":\"m1\"}");
    private final Accounts accounts = new Accounts(request -> answer);
    private final ElementRequestWork elements =
            new ElementRequestWork(accounts.calls, accounts.reach, Clock.systemUTC());
    private final PlatformRequestWork platform =
            new PlatformRequestWork(accounts.calls, accounts.formulas, Clock.systemUTC());
    private final StreamWork streams = new StreamWork(new FileTransfer(accounts.calls), accounts.reach);

    @AfterEach
    void close() {
        accounts.close();
    }

    private Receiver.Received received() {
        return accounts.receiver.received().getLast();
    }

    @Test
    void anElementRequestGoesThroughTheInstanceWithTheKeyOfTheProcess() {
        long chat = accounts.instanceOf(Accounts.owner());
        StepCall call = accounts.call(accounts.configuredWith(chat), StepType.ELEMENT_REQUEST, """
                {"elementInstanceId": "%d", "method": "post", "api": "/hubs/collaboration/messages", "query": {"a": "b c"},
                 "headers": {"X-Kind": "big", "Authorization": "Element stolen", "Cookie": "session", "valence-resource": "7"},
                 "body": {"text": "Hi ${trigger.args.other}"}}""".formatted(chat));

        StepResult result = elements.perform(call);

        assertThat(elements.changesSomething(call)).isTrue();
        assertThat(result).isInstanceOf(StepResult.Done.class);
        assertThat(result.value().at("/response/body/id").asText()).isEqualTo("m1");
        assertThat(received().method()).isEqualTo("POST");
        assertThat(received().target()).isEqualTo("/elements/api-v2/hubs/collaboration/messages?a=b%20c");
        assertThat(received().body()).isEqualTo("{\"text\":\"Hi 5\"}");
        assertThat(received().header("X-Kind")).contains("big");
        assertThat(received().header("Idempotency-Key")).contains(call.idempotencyKey());
        assertThat(received().header("Authorization"))
                .get()
                .asString()
                .contains(Long.toString(chat))
                .doesNotContain("stolen");
        assertThat(received().header("Cookie")).isEmpty();
        assertThat(received().header("Valence-Resource"))
                .as("names what only the platform may run")
                .isEmpty();
        assertThat(result.value().toString()).doesNotContain("stolen");
    }

    @Test
    void whatOnlyReadsChangesNothing() {
        StepCall call = accounts.call(accounts.configuredWith(1), StepType.ELEMENT_REQUEST, "{\"method\": \"get\"}");

        assertThat(elements.changesSomething(call)).isFalse();
        assertThat(platform.changesSomething(call)).isFalse();
        assertThat(streams.changesSomething(call)).isTrue();
    }

    @Test
    void aFileIsSentInThePartThatTheResourceTakes() {
        long chat = accounts.instanceOf(Accounts.owner());
        String content = Base64.getEncoder().encodeToString("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        elements.perform(
                accounts.call(accounts.configuredWith(chat), StepType.ELEMENT_REQUEST, """
                {"elementInstanceId": "%d", "method": "POST", "api": "/messages",
                 "body": {"type": "workflow-file-attachment", "filename": "a.txt", "content": "%s"}}""".formatted(chat, content)));

        assertThat(received().header("Content-Type")).get().asString().startsWith("multipart/form-data");
        assertThat(received().body()).contains("filename=\"a.txt\"", "hello");
    }

    @Test
    void anAnswerThatIsNoSuccessFailsTheStep() {
        answer = Receiver.Answer.json(404, "{\"message\":\"no such room\"}");
        long chat = accounts.instanceOf(Accounts.owner());
        FormulaInstance instance = accounts.configuredWith(chat);
        String properties =
                "{\"elementInstanceId\": \"" + chat + "\", \"method\": \"GET\", \"api\": \"/channels/1\"%s}";

        StepResult failed =
                elements.perform(accounts.call(instance, StepType.ELEMENT_REQUEST, properties.formatted("")));
        StepResult accepted = elements.perform(accounts.call(
                instance, StepType.ELEMENT_REQUEST, properties.formatted(", \"acceptableStatusCodes\": \"200,404\"")));

        assertThat(failed.value().path("error").asText())
                .isEqualTo("GET /channels/1 was answered with 404: no such room");
        assertThat(accepted).isInstanceOf(StepResult.Done.class);
    }

    @Test
    void aPlatformRequestActsAsTheFormulasOwnerByAPassThatEndsWithIt() {
        FormulaInstance instance = accounts.configuredWith(1);
        String properties = "{\"method\": \"GET\", \"api\": \"/elements/api-v2/instances\"}";

        StepResult result = platform.perform(accounts.call(instance, StepType.REQUEST, properties));
        String first = received().header("Authorization").orElseThrow();
        platform.perform(accounts.call(instance, StepType.REQUEST, properties));

        assertThat(result).isInstanceOf(StepResult.Done.class);
        assertThat(received().target()).isEqualTo("/elements/api-v2/instances");
        assertThat(received().header("Authorization"))
                .as("a pass is for one call")
                .isNotEqualTo(java.util.Optional.of(first));
        assertThat(result.value().toString()).doesNotContain(first);
    }

    @Test
    void aFileGoesFromOneAccountToTheOther() {
        long from = accounts.instanceOf(Accounts.owner());
        long to = accounts.instanceOf(Accounts.owner());
        answer = new Receiver.Answer(
                200,
                java.util.Map.of("Content-Type", "text/plain", "Content-Disposition", "attachment; filename=\"a.txt\""),
                "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        StepResult result = streams.perform(
                accounts.call(accounts.configuredWith(from), StepType.ELEMENT_REQUEST_STREAM, """
                {"downloadElementInstanceId": "%d", "downloadMethod": "get", "downloadApi": "/files/7",
                 "uploadElementInstanceId": "%d", "uploadMethod": "post", "uploadApi": "/messages"}""".formatted(from, to)));

        assertThat(result.value().at("/download/response/code").asText()).isEqualTo("200");
        assertThat(accounts.receiver.received()).hasSize(2);
        assertThat(accounts.receiver.received().getFirst().header("Authorization"))
                .get()
                .asString()
                .contains(Long.toString(from));
        assertThat(received().header("Authorization")).get().asString().contains(Long.toString(to));
        assertThat(received().body()).contains("filename=\"a.txt\"", "hello");
        assertThat(result.value().toString()).as("never the file").doesNotContain("hello");
    }
}
