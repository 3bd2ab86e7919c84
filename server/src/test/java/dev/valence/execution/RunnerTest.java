package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void stepsRunInTheOrderOfTheirLinksAndSeeEarlierValues() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "pick", "type": "script", "onSuccess": ["send"],
                  "properties": {"body": "done({text: trigger.args.name + config.limit})"}},
                 {"name": "last", "type": "script", "properties": {"body": "done({answer: steps.send.response.body})"}},
                 {"name": "send", "type": "httpRequest", "onSuccess": ["last"], "properties": {"url": "<${steps.pick.text}>"}}]""");

        Ended ended = process.run(instance, "{\"name\":\"a\"}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(ended.value()).hasToString("{\"answer\":\"<a5>\"}");
        assertThat(fixture.log.texts()).containsExactly("<a5>");
    }

    @Test
    void aFailedStepFailsTheExecutionEvenWhenItsOtherWayGoesWell() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "bad", "type": "script", "onSuccess": ["never"], "onFailure": ["mend"],
                  "properties": {"body": "throw new Error('no luck')"}},
                 {"name": "never", "type": "httpRequest", "properties": {"url": "never"}},
                 {"name": "mend", "type": "httpRequest", "properties": {"url": "mended ${steps.bad.error}"}}]""");

        Ended ended = process.run(instance, "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.failedStep()).contains("bad");
        assertThat(ended.error()).get().asString().contains("no luck");
        assertThat(fixture.log.texts())
                .singleElement()
                .asString()
                .startsWith("mended ")
                .contains("no luck");
    }

    @Test
    void aFilterThatSaysNoIsNoFailure() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "big", "type": "filter", "onSuccess": ["yes"], "onFailure": ["no"],
                  "properties": {"body": "done(trigger.args.n > 3)"}},
                 {"name": "yes", "type": "httpRequest", "properties": {"url": "yes"}},
                 {"name": "no", "type": "httpRequest", "properties": {"url": "no"}}]""");

        assertThat(process.run(instance, "{\"n\":5}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(process.run(instance, "{\"n\":1}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).containsExactly("yes", "no");
    }

    @Test
    void aFilterHasToAnswerYesOrNo() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "what", "type": "filter", "properties": {"body": "done('yes')"}}]""");

        Ended ended = process.run(instance, "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).contains("A filter has to call done(true) or done(false)");
    }

    @Test
    void aScriptOfTheOlderEngineMayReturnItsResult() throws Exception {
        String steps = """
                [{"name": "pass", "type": "filter", "onSuccess": ["pick"], "properties": {"body": "return true;"}},
                 {"name": "pick", "type": "script", "properties": {"body": "return {n: config.limit};"}}]""";
        long older = fixture.formula(steps);
        Fixture.jdbi().useHandle(handle -> handle.execute("update formula set engine = 'v1' where id = ?", older));

        assertThat(process.run(fixture.instance(older), "{}").value()).hasToString("{\"n\":\"5\"}");
        assertThat(process.run(fixture.instance(steps), "{}").error())
                .get()
                .asString()
                .contains("must call done");
    }

    @Test
    void loopsGoThroughListsAndListsInLists() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "outer", "type": "loop", "onSuccess": ["inner"], "onFailure": ["end"],
                  "properties": {"list": "${trigger.args.rows}"}},
                 {"name": "inner", "type": "loop", "onSuccess": ["write"], "onFailure": ["outer"],
                  "properties": {"list": "steps.outer.entry"}},
                 {"name": "write", "type": "httpRequest", "onSuccess": ["inner"],
                  "properties": {"url": "${steps.outer.index}.${steps.inner.index}=${steps.inner.entry}"}},
                 {"name": "end", "type": "httpRequest", "properties": {"url": "end ${steps.outer.index}"}}]""");

        Ended ended = process.run(instance, "{\"rows\":[[\"a\",\"b\"],[],[\"c\"]]}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).containsExactly("0.0=a", "0.1=b", "2.0=c", "end 3");
    }

    @Test
    void stepsThatGoRoundWithoutAnEndAreEnded() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "round", "type": "loop", "onSuccess": [], "onFailure": ["round"], "properties": {"list": "[]"}}]""");

        Ended ended = process.run(instance, "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).get().asString().contains("has run 2000 steps");
    }

    @Test
    void aSingleThreadedFormulaOfTheOlderEngineRunsOneExecutionAfterTheOther() throws Exception {
        long formula = fixture.formula("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "alone"}}]""");
        Fixture.jdbi()
                .useHandle(handle -> handle.execute(
                        "update formula set engine = 'v1', single_threaded = true where id = ?", formula));
        FormulaInstance alone = fixture.instance(formula);
        FormulaInstance beside = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "beside"}}]""");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.log.answers(line -> {
            if (line.text().equals("alone")) {
                begun.countDown();
                waitFor(goOn);
            }
            return Log.written(line);
        });

        Execution first = process.start(alone, "{}");
        Execution second = process.start(alone, "{}");
        waitFor(begun);
        assertThat(process.run(beside, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        List<String> whileItStood = fixture.log.texts();
        goOn.countDown();

        assertThat(process.await(first).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(process.await(second).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(whileItStood).containsExactly("alone", "beside");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anExecutionThatIsToBeTriedAgainWaitsUntilItIsDue() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "first", "type": "httpRequest", "onSuccess": ["again"], "properties": {"url": "${trigger.args.n}"}},
                 {"name": "again", "type": "retryFormulaExecution", "properties": {"retryAttempts": "2"}}]""");

        assertThat(process.run(instance, "{\"n\":1}").status()).isEqualTo(ExecutionStatus.RETRY);
        assertThat(process.run(instance, "{\"n\":2}").status()).isEqualTo(ExecutionStatus.RETRY);

        // The lane came by again, with the first one's next try before it.
        assertThat(fixture.log.texts()).containsExactly("1", "2");
        List<Boolean> late = Fixture.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select due_at > now() + interval '2 minutes' from execution_work"
                                        + " where formula_instance_id = :instance")
                                .bind("instance", instance.id())
                                .mapTo(Boolean.class)
                                .list());
        assertThat(late).containsExactly(true, true);
    }

    @Test
    void aStepThatAsksForItIsTriedAgainWithTheSameKey() throws Exception {
        fixture.log.answers(line -> line.attempt() < 2
                ? new StepResult.Again(Json.MAPPER.createObjectNode(), "busy", Duration.ofMillis(5))
                : Log.written(line));
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "x"}}]""");

        assertThat(process.run(instance, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.lines()).extracting(Log.Line::attempt).containsExactly(0, 1, 2);
        assertThat(fixture.log.lines())
                .extracting(Log.Line::idempotencyKey)
                .containsOnly(fixture.log.lines().getFirst().idempotencyKey());
    }

    @Test
    void aTryAfterALongWaitIsNotTakenForOneThatACrashCutOff() throws Exception {
        fixture.log.answers(line -> line.attempt() < 1
                ? new StepResult.Again(Json.MAPPER.createObjectNode(), "busy", Duration.ofMillis(5_001))
                : Log.written(line));
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "x"}}]""");

        assertThat(process.run(instance, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.lines()).extracting(Log.Line::attempt).containsExactly(0, 1);
        assertThat(fixture.log.lines()).extracting(Log.Line::mayHaveBeenSent).containsOnly(false);
    }

    @Test
    void manyExecutionsRunSideBySide() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""");
        List<Execution> all = new java.util.ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(process.start(instance, Integer.toString(i)));
        }

        for (Execution one : all) {
            assertThat(process.await(one).status()).isEqualTo(ExecutionStatus.SUCCESS);
        }
        assertThat(fixture.log.texts()).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void valuesKeepTheirDigits() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "onSuccess": ["last"], "properties": {"url": "${trigger.args.big} ${trigger.args.part}"}},
                 {"name": "last", "type": "script", "properties": {"body": "done({ok: true})"}}]""");

        process.run(instance, "{\"big\":9007199254740993,\"part\":1.50}");

        assertThat(fixture.log.texts()).containsExactly("9007199254740993 1.50");
    }

    @Test
    void zeroCharactersOfValuesAndErrorsAreReplacedAndEndTheExecutionLikeOthers() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "odd", "type": "script", "onSuccess": ["bad"],
                  "properties": {"body": "done({['k\\u0000']: ['\\u0000', '\\\\\\\\u0000', '\\\\\\\\\\u0000']})"}},
                 {"name": "bad", "type": "script", "onFailure": ["send"], "properties": {"body": "throw new Error('a\\u0000b')"}},
                 {"name": "send", "type": "httpRequest", "properties": {"url": "once ${steps.odd}"}}]""");
        fixture.log.answers(line ->
                new StepResult.Failed(Json.MAPPER.createObjectNode().put("body", "c\0d"), "The provider says: c\0d"));

        Execution execution = process.start(instance, "{}");
        Ended ended = process.await(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.failedStep()).contains("bad");
        assertThat(ended.error()).get().asString().contains("a\uFFFDb");
        assertThat(ended.value().path("body").asText()).isEqualTo("c\uFFFDd");
        // The text backslash u0000 is no zero character; the one after a backslash is.
        assertThat(fixture.log.texts()).containsExactly("once {\"k\uFFFD\":[\"\uFFFD\",\"\\\\u0000\",\"\\\\\uFFFD\"]}");
        assertThat(process.rows.firstFailure(execution.id()).map(StepRecord::stepName))
                .contains("bad");
        StoredExecution stored = process.history.require(Fixture.caller(), execution.id());
        assertThat(new StepHistory(Fixture.jdbi()).errors(stored, -1, 10))
                .extracting(step -> step.value().orElseThrow().path("error").asText())
                .hasSize(2)
                .contains("The provider says: c\uFFFDd");
        Execution again = process.rerun(
                execution, "{\"fromStep\": \"send\", \"dryRun\": false, \"steps\": {\"bad\": {\"n\": \"\\u0000\"}}}");
        assertThat(process.await(again).failedStep()).contains("send");
        assertThat(fixture.log.lines()).as("sent once by each run").hasSize(2);
    }

    @Test
    void anIdOfAnObjectWithAZeroCharacterIsRefused() {
        FormulaInstance instance = fixture.instance("""
                [{"name": "one", "type": "script", "properties": {"body": "done()"}}]""");

        assertThatThrownBy(() -> PostedTrigger.executions(
                        instance,
                        Fixture.json("{\"message\": {\"events\": [{\"objectId\": \"a\\u0000\"}]}}"),
                        0,
                        Instant.now()))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("objectId");
    }

    @Test
    void triesOfAStepAreNotCountedAsThoseOfTheNext() throws Exception {
        List<Integer> stored = new CopyOnWriteArrayList<>();
        fixture.log.answers(line -> {
            stored.addAll(Fixture.jdbi()
                    .withHandle(handle -> handle.createQuery("select step_attempts from execution_work")
                            .mapTo(Integer.class)
                            .list()));
            return line.text().equals("a") && line.attempt() < 1
                    ? new StepResult.Again(Json.MAPPER.createObjectNode(), "busy", Duration.ofMillis(5_001))
                    : Log.written(line);
        });
        FormulaInstance instance = fixture.instance("""
                [{"name": "one", "type": "httpRequest", "onSuccess": ["two"], "properties": {"url": "a"}},
                 {"name": "two", "type": "httpRequest", "properties": {"url": "b"}}]""");

        assertThat(process.run(instance, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).containsExactly("a", "a", "b");
        // What a process finds that takes over at each of these tries.
        assertThat(stored).containsExactly(0, 1, 0);
    }

    @Test
    void onlyWhatStepsSendIsShownMemberByMember() throws Exception {
        fixture.log.answers(
                line -> new StepResult.Done((ObjectNode) Fixture.json("{\"request\":{\"method\":\"GET\"}}")));
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "onSuccess": ["pick"], "properties": {"url": "x"}},
                 {"name": "pick", "type": "script", "properties": {"body": "done({request: {room: 7}, download: {}});"}}]""");
        Execution execution = process.start(instance, "{}");
        process.await(execution);
        StoredExecution stored = process.history.require(Fixture.caller(), execution.id());
        ValueView view = new ValueLogging(process.subjects, process.formulas).view(stored);

        assertThat(new StepHistory(Fixture.jdbi()).of(stored, 0, 10))
                .flatExtracting(step -> StepReply.values(step, view).findValuesAsText("key"))
                .containsExactly("send.request.method", "pick.request", "pick.download");
    }
}
