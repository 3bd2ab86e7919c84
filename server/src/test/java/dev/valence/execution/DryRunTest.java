package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.Conflict;
import dev.valence.http.InvalidFields;
import dev.valence.http.NotFound;
import dev.valence.provider.AddressGuard;
import dev.valence.provider.BlockingClient;
import dev.valence.tenant.Caller;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Executions run again from one of their steps, above all without anything that writes. */
class DryRunTest {
    private static final String STEPS = """
            [{"name": "pick", "type": "script", "onSuccess": ["look"], "properties": {"body": "done({room: trigger.args.room})"}},
             {"name": "look", "type": "httpRequest", "onSuccess": ["send"],
              "properties": {"method": "GET", "url": "URL/rooms/${steps.pick.room}"}},
             {"name": "send", "type": "httpRequest", "onSuccess": ["last"], "properties": {"method": "POST", "url": "URL/messages?a=1",
              "headers": {"Authorization": "Bearer secret-of-somebody"}, "body": {"room": "${steps.look.response.body.asked}"}}},
             {"name": "last", "type": "script", "properties": {"body":
                "done({id: steps.send.response.body.id, code: steps.send.response.code, asked: steps.look.response.body.asked})"}}]""";

    private final Fixture fixture = new Fixture();
    private final Receiver receiver = new Receiver(request -> Receiver.Answer.json(
            200, "{\"asked\":\"" + request.target() + "\",\"id\":\"made by " + request.method() + "\"}"));
    private final BlockingClient client = new BlockingClient(new AddressGuard(Optional.of(List.of("loopback"))));
    private final Node process =
            fixture.process(new HttpRequestWork(client, Clock.systemUTC(), Duration.ofSeconds(30)));
    private final StepHistory history = new StepHistory(Fixture.jdbi());

    @AfterEach
    void close() throws IOException {
        fixture.close();
        receiver.close();
        client.close();
    }

    private FormulaInstance instance() {
        return fixture.instance(STEPS.replace("URL", receiver.url()));
    }

    private Execution ran(FormulaInstance instance, String args) throws InterruptedException {
        Execution execution = process.start(instance, args);
        process.await(execution);
        return execution;
    }

    private List<String> sent(String method) {
        return receiver.received().stream()
                .filter(request -> request.method().equals(method))
                .map(Receiver.Received::target)
                .toList();
    }

    private JsonNode value(Execution execution, String step) {
        return process.rows.latest(execution.id()).stream()
                .filter(record -> record.stepName().equals(step))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private StoredExecution stored(Execution execution) {
        return process.history.require(Fixture.caller(), execution.id());
    }

    @Test
    void nothingThatWritesLeavesAndReadsAreMadeWithTheEditedInput() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");
        assertThat(sent("POST")).hasSize(1);

        Execution dry = process.rerun(origin, "{\"fromStep\": \"look\", \"steps\": {\"pick\": {\"room\": \"b\"}}}");
        Ended ended = process.await(dry);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(sent("GET")).containsExactly("/rooms/a", "/rooms/b");
        assertThat(sent("POST")).as("what the first run sent").hasSize(1);
        JsonNode send = value(dry, "send");
        assertThat(send.path("request").path("method").asText()).isEqualTo("POST");
        assertThat(send.path("request").path("path").asText()).isEqualTo("/messages");
        assertThat(send.path("request").path("uri").asText()).endsWith("/messages?a=1");
        assertThat(send.path("request").path("body")).hasToString("{\"room\":\"/rooms/b\"}");
        assertThat(send.toString()).doesNotContain("secret-of-somebody");
        assertThat(send.path("dryRun"))
                .hasToString("{\"sent\":false,\"answer\":\"recorded\",\"answerOfExecution\":" + origin.id() + "}");
        assertThat(ended.value()).hasToString("{\"id\":\"made by POST\",\"code\":\"200\",\"asked\":\"/rooms/b\"}");
    }

    @Test
    void aDryRunSaysThatItIsOneAndWhatItKept() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");
        Execution dry = process.rerun(origin, "{\"fromStep\": \"send\", \"steps\": {\"pick\": {\"room\": \"b\"}}}");
        process.await(dry);

        StoredExecution stored = stored(dry);
        assertThat(stored.json().path("dryRun").asBoolean()).isTrue();
        assertThat(stored.json().path("originExecutionId").asLong()).isEqualTo(origin.id());
        assertThat(stored.json().path("fromStep").asText()).isEqualTo("send");
        StepMarks.Marks marks = new StepMarks(Fixture.jdbi()).of(stored);
        List<JsonNode> steps = history.of(stored, -1, 10).stream()
                .<JsonNode>map(step ->
                        marks.on(StepReply.withValues(step, new ValueView(false, Optional.empty())), step))
                .toList();
        assertThat(steps)
                .extracting(step -> step.path("stepName").asText())
                .containsExactly("trigger", "pick", "look", "send", "last");
        assertThat(steps)
                .extracting(step -> step.path("kept").asBoolean())
                .containsExactly(false, true, true, false, false);
        assertThat(steps)
                .extracting(step -> step.path("edited").asBoolean())
                .containsExactly(false, true, false, false, false);
        assertThat(steps)
                .extracting(step -> step.path("dryRun").path("answer").asText())
                .containsExactly("", "", "", "recorded", "");
        assertThat(stored(origin).json().has("dryRun")).isFalse();
        assertThat(sent("GET")).as("kept, and not asked again").containsExactly("/rooms/a");
    }

    @Test
    void theWholeRunsAgainWithAnotherTrigger() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");

        Execution dry =
                process.rerun(origin, "{\"fromStep\": \"trigger\", \"trigger\": {\"args\": {\"room\": \"c\"}}}");
        process.await(dry);

        assertThat(sent("GET")).containsExactly("/rooms/a", "/rooms/c");
        assertThat(sent("POST")).hasSize(1);
        assertThat(dry.trigger()).hasToString("{\"args\":{\"room\":\"c\"},\"type\":\"manual\"}");
    }

    @Test
    void aRunKeepsABoundedNumberOfSteps() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "each", "type": "loop", "onSuccess": ["each"], "onFailure": ["last"], "properties": {"list": "${trigger.args}"}},
                 {"name": "last", "type": "script", "properties": {"body": "done({ok: true})"}}]""");
        Execution origin = ran(instance, Collections.nCopies(Rerun.MOST_KEPT, 1).toString());

        assertThatThrownBy(() -> process.rerun(origin, "{\"fromStep\": \"last\"}"))
                .isInstanceOf(InvalidFields.class)
                .hasMessageContaining("would keep 1001 steps, and a run can keep 1000; choose an earlier step");
        Execution most = process.rerun(origin, "{\"fromStep\": \"each\", \"pass\": 1001}");
        assertThat(process.await(most).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(most.rerun().map(Rerun::keptSteps)).contains(Rerun.MOST_KEPT);
    }

    @Test
    void aRunWhoseKeptStepsAreGoneIsRefusedAndNotAccepted() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");
        Execution dry = process.rerun(origin, "{\"fromStep\": \"send\"}");
        process.await(dry);
        Fixture.jdbi()
                .useHandle(handle ->
                        handle.execute("delete from step_execution where execution_id = ? and sequence = 1", dry.id()));

        assertThatThrownBy(() -> process.reruns.again(stored(dry), 0))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("are not all stored any more");
        int accepted = Fixture.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from execution where origin_id = :id")
                        .bind("id", dry.id())
                        .mapTo(Integer.class)
                        .one());
        assertThat(accepted).isZero();
    }

    @Test
    void aSubFormulaThatIsSwitchedOffRunsAgainOnlyDry() throws Exception {
        long child = fixture.formula("""
                [{"name": "write", "type": "httpRequest", "properties": {"method": "POST", "url": "URL/x"}}]""".replace("URL", receiver.url()));
        Execution parent = ran(fixture.instance("""
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(child)), "{}");
        long inner = Fixture.jdbi()
                .withHandle(handle -> handle.createQuery("select id from execution where parent_id = :id")
                        .bind("id", parent.id())
                        .mapTo(Long.class)
                        .one());
        Execution below = process.rows.find(inner).orElseThrow();
        Fixture.jdbi().useHandle(handle -> handle.execute("update formula set active = false where id = ?", child));

        assertThatThrownBy(() -> process.rerun(below, "{\"fromStep\": \"write\", \"dryRun\": false}"))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("formula " + child);
        assertThat(process.await(process.rerun(below, "{\"fromStep\": \"write\"}"))
                        .status())
                .isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(sent("POST")).hasSize(1);
    }

    @Test
    void aRunForRealSendsAndIsStillLinked() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");

        Execution real = process.rerun(origin, "{\"fromStep\": \"send\", \"dryRun\": false}");
        process.await(real);

        assertThat(sent("POST")).hasSize(2);
        assertThat(stored(real).json().path("dryRun").asBoolean(true)).isFalse();
        assertThat(stored(real).rerun().flatMap(Rerun::originId)).contains(origin.id());
        assertThat(value(real, "send").has("dryRun")).isFalse();
    }

    @Test
    void aFailureIsNotPlayedAgain() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"method": "POST", "url": "http://127.0.0.1:1/x"}}]""");
        Execution origin = ran(instance, "{}");
        assertThat(stored(origin).status()).isEqualTo(ExecutionStatus.FAILED);

        Execution dry = process.rerun(origin, "{\"fromStep\": \"send\"}");

        assertThat(process.await(dry).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(value(dry, "send").path("dryRun").path("answer").asText()).isEqualTo("empty");
        assertThat(value(dry, "send").path("response")).hasToString("{\"code\":\"200\",\"headers\":{},\"body\":\"\"}");
    }

    @Test
    void roundsOfALoopAreAnsweredFromTheSameRounds() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "each", "type": "loop", "onSuccess": ["send"], "properties": {"list": "${trigger.args}"}},
                 {"name": "send", "type": "httpRequest", "onSuccess": ["note"], "properties": {"method": "PUT", "url": "URL/${steps.each.entry}"}},
                 {"name": "note", "type": "script", "onSuccess": ["each"], "properties": {"body": "done({asked: steps.send.response.body.asked || 'nothing'})"}}]""".replace("URL", receiver.url()));
        Execution origin = ran(instance, "[\"x\",\"y\",\"z\"]");

        Execution dry = process.rerun(
                origin, "{\"fromStep\": \"send\", \"pass\": 2, \"trigger\": {\"args\": [\"x\",\"y\",\"z\",\"new\"]}}");
        process.await(dry);

        assertThat(sent("PUT")).containsExactly("/x", "/y", "/z");
        List<String> noted = history.of(stored(dry), -1, 50).stream()
                .filter(step -> step.name().equals("note"))
                .map(step -> step.value().orElseThrow().path("asked").asText())
                .toList();
        assertThat(noted).containsExactly("/x", "/y", "/z", "nothing");
    }

    @Test
    void subFormulasAreTriedToo() throws Exception {
        long child = fixture.formula("""
                [{"name": "write", "type": "httpRequest", "properties": {"method": "POST", "url": "URL/${trigger.args}"}}]""".replace("URL", receiver.url()));
        FormulaInstance instance = fixture.instance("""
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d", "args": "${trigger.args}"}}]""".formatted(child));
        Execution origin = ran(instance, "\"a\"");

        Execution dry = process.rerun(origin, "{\"fromStep\": \"sub\", \"trigger\": {\"args\": \"b\"}}");
        process.await(dry);

        assertThat(sent("POST")).containsExactly("/a");
        StepMarks.Marks marks = new StepMarks(Fixture.jdbi()).of(stored(dry));
        StepHistory.Item sub = history.of(stored(dry), 0, 1).getFirst();
        long inner = marks.on(StepReply.of(sub), sub).path("childExecutionId").asLong();
        StoredExecution below = process.history.require(Fixture.caller(), inner);
        assertThat(below.json().path("dryRun").asBoolean()).isTrue();
        JsonNode write = history.of(below, 0, 1).getFirst().value().orElseThrow();
        assertThat(write.path("request").path("path").asText()).isEqualTo("/b");
        assertThat(write.path("response").path("body").path("asked").asText()).isEqualTo("/a");
        assertThat(write.path("dryRun").path("answer").asText()).isEqualTo("recorded");
    }

    @Test
    void nobodyIsToldOfATryAndItCountsForNothing() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "mail", "type": "script", "onSuccess": ["bad"], "properties": {"body": "notify.email('a@example.com', 'S', 'T'); done({})"}},
                 {"name": "bad", "type": "script", "properties": {"body": "throw new Error('so bad')"}}]""");
        Fixture.jdbi()
                .useHandle(handle -> handle.execute(
                        "update formula_instance set settings = '{\"notification.email\": \"a@example.com\"}' where id = ?",
                        instance.id()));
        Execution origin = ran(instance, "{}");
        NoticeRows notices = new NoticeRows(Fixture.jdbi(), Clock.systemUTC());
        assertThat(notices.of(origin.id())).hasSize(2);
        int failures = process.instances.find(instance.id()).orElseThrow().failuresInARow();

        Execution dry = process.rerun(origin, "{\"fromStep\": \"mail\"}");

        assertThat(process.await(dry).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(notices.of(dry.id())).isEmpty();
        assertThat(process.instances.find(instance.id()).orElseThrow().failuresInARow())
                .isEqualTo(failures);
        assertThat(value(dry, "mail").path("dryRun").path("mails"))
                .hasToString("[{\"to\":\"a@example.com\",\"subject\":\"S\",\"text\":\"T\"}]");
        Period.Bounded time = new Period.Bounded(
                OffsetDateTime.now(Clock.systemUTC()).minusHours(1),
                OffsetDateTime.now(Clock.systemUTC()).plusHours(1));
        assertThat(new ExecutionAnalytics(Fixture.jdbi())
                        .statuses(new ExecutionAnalytics.Wish(Fixture.caller(), time, List.of(instance.id())))
                        .toString())
                .contains("{\"status\":\"failed\",\"count\":1}");
    }

    @Test
    void aTryOfATryStaysOneAndItsRetryToo() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");
        Execution first = process.rerun(origin, "{\"fromStep\": \"look\"}");
        process.await(first);

        Execution second = process.rerun(first, "{\"fromStep\": \"send\"}");
        process.await(second);
        Execution again = process.reruns.again(stored(second), 0);
        process.await(again);

        assertThat(sent("POST")).hasSize(1);
        assertThat(again.isDryRun()).isTrue();
        assertThat(value(again, "send").path("dryRun").path("answerOfExecution").asLong())
                .isEqualTo(origin.id());
        assertThat(sent("GET")).hasSize(2);
    }

    @Test
    void aStepThatWouldTryAllAgainEndsATry() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "later", "type": "retryFormulaExecution", "onSuccess": ["later"], "properties": {"retryAttempts": "3"}}]""");
        Execution origin = ran(instance, "{}");
        assertThat(stored(origin).status()).isEqualTo(ExecutionStatus.RETRY);

        Execution dry = process.rerun(origin, "{\"fromStep\": \"later\"}");

        assertThat(process.await(dry).value()).hasToString("{\"dryRun\":{\"sent\":false,\"wouldRetryInMinutes\":3}}");
        assertThat(process.history.list(
                        new ExecutionHistory.Scope.OfInstance(instance.id()),
                        ExecutionFilter.of(Map.of("originId", List.of(Long.toString(dry.id())))),
                        10))
                .as("what would be tried again later")
                .isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedByItsMember() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");

        assertRefused(origin, "{}", "fromStep");
        assertRefused(origin, "[]", "fromStep");
        assertRefused(origin, "{\"fromStep\": \"none\"}", "fromStep");
        assertRefused(origin, "{\"fromStep\": \"send\", \"pass\": 2}", "pass");
        assertRefused(origin, "{\"fromStep\": \"send\", \"pass\": 0}", "pass");
        assertRefused(origin, "{\"fromStep\": \"send\", \"dryRun\": \"no\"}", "dryRun");
        assertRefused(origin, "{\"fromStep\": \"send\", \"dryrun\": false}", "dryrun");
        assertRefused(origin, "{\"fromStep\": \"send\", \"trigger\": 5}", "trigger");
        assertRefused(origin, "{\"fromStep\": \"send\", \"steps\": []}", "steps");
        assertRefused(origin, "{\"fromStep\": \"send\", \"steps\": {\"last\": {}}}", "steps.last");
        assertThat(sent("POST")).hasSize(1);
    }

    private void assertRefused(Execution origin, String wish, String member) {
        assertThatThrownBy(() -> process.rerun(origin, wish))
                .as(wish)
                .isInstanceOfSatisfying(
                        InvalidFields.class, e -> assertThat(e.fields()).containsOnlyKeys(member));
    }

    @Test
    void nobodyOfAnotherAccountLearnsThatItIsThere() throws Exception {
        Execution origin = ran(instance(), "{\"room\":\"a\"}");
        Caller stranger = new Caller(1, Fixture.accountId() + 1, 1, "b@example.com", "B", "C", true);

        assertThatThrownBy(() -> process.history.require(stranger, origin.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void whatIsSwitchedOffRunsOnlyAsATry() throws Exception {
        FormulaInstance instance = instance();
        Execution origin = ran(instance, "{\"room\":\"a\"}");
        Fixture.jdbi()
                .useHandle(handle ->
                        handle.execute("update formula_instance set active = false where id = ?", instance.id()));
        Node other = fixture.process(new HttpRequestWork(client, Clock.systemUTC(), Duration.ofSeconds(30)));

        assertThatThrownBy(() -> other.rerun(origin, "{\"fromStep\": \"send\", \"dryRun\": false}"))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("is not active");
        assertThat(other.await(other.rerun(origin, "{\"fromStep\": \"send\"}")).status())
                .isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(sent("POST")).hasSize(1);
    }
}
