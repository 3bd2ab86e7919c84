package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import dev.valence.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that run other formulas. */
class SubFormulaTest {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSubFormulaInheritsTheConfigurationAndAnswersItsLastStep() throws Exception {
        long child = fixture.formula("""
                [{"name": "double", "type": "script", "properties": {"body": "done({n: trigger.args.n * 2, limit: config.limit, extra: config.extra})"}}]""");
        FormulaInstance instance = fixture.instance("""
                [{"name": "args", "type": "script", "onSuccess": ["sub"], "properties": {"body": "done({n: 21})"}},
                 {"name": "sub", "type": "formula", "onSuccess": ["last"],
                  "properties": {"formulaId": "%d", "args": "args", "subFormulaConfigs": {"extra": "more"}}},
                 {"name": "last", "type": "script", "properties": {"body": "done(steps.sub)"}}]""".formatted(child));

        Ended ended = process.run(instance, "{}");

        assertThat(ended.value()).hasToString("{\"n\":42,\"limit\":\"5\",\"extra\":\"more\"}");
    }

    @Test
    void aFormulaThatRunsItselfIsEndedWithAClearError() throws Exception {
        long formula = fixture.formula("""
                [{"name": "again", "type": "formula", "properties": {"formulaId": "${trigger.args.id}", "args": "${trigger.args}"}}]""");

        Ended ended = process.run(fixture.instance(formula), "{\"id\":" + formula + "}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).get().asString().contains("nested more than 10 deep");
    }

    @Test
    void aSubFormulaThatIsToBeTriedAgainIsWaitedFor() throws Exception {
        fixture.log.answers(
                line -> line.text().equals("child") && fixture.log.texts().size() < 3
                        ? new StepResult.Restart(Json.MAPPER.createObjectNode(), Duration.ofMillis(20))
                        : Log.written(line));
        long child = fixture.formula("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "child"}}]""");
        FormulaInstance instance = fixture.instance("""
                [{"name": "first", "type": "httpRequest", "onSuccess": ["sub"], "properties": {"url": "parent"}},
                 {"name": "sub", "type": "formula", "onSuccess": ["last"], "properties": {"formulaId": "%d"}},
                 {"name": "last", "type": "httpRequest", "properties": {"url": "end"}}]""".formatted(child));

        Execution parent = process.start(instance, "{}");

        assertThat(process.await(parent).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts())
                .as("the child alone is tried again")
                .containsExactly("parent", "child", "child", "end");
        assertThat(statuses(parent)).containsExactly("retry", "success");
        assertThat(process.rows.latest(parent.id()))
                .extracting(StepRecord::stepName)
                .containsExactly("trigger", "first", "sub", "last");
    }

    @Test
    void triesOfAStepInASubFormulaAreCountedAcrossLongWaits() throws Exception {
        fixture.log.answers(line -> line.attempt() < 1
                ? new StepResult.Again(Json.MAPPER.createObjectNode(), "busy", Duration.ofMillis(5_001))
                : Log.written(line));
        long child = fixture.formula("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "x"}}]""");
        FormulaInstance instance = fixture.instance("""
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(child));

        assertThat(process.run(instance, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.lines()).extracting(Log.Line::attempt).containsExactly(0, 1);
        assertThat(fixture.log.lines()).extracting(Log.Line::mayHaveBeenSent).containsOnly(false);
    }

    @Test
    void aSubFormulaThatIsDeletedWhileItsStepWaitsFailsThatStep() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        fixture.log.answers(line -> {
            tried.countDown();
            return new StepResult.Again(Json.MAPPER.createObjectNode(), "busy", Duration.ofSeconds(6));
        });
        long child = fixture.formula("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "x"}}]""");
        FormulaInstance instance = fixture.instance("""
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(child));
        Execution parent = process.start(instance, "{}");
        tried.await();
        // Versions that were read are remembered: who goes on is another process.
        process.close();
        Fixture.jdbi().useHandle(handle -> handle.execute("delete from formula where id = ?", child));
        Node other = fixture.process();

        Ended ended = other.await(parent);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.failedStep()).contains("sub");
        assertThat(ended.error()).get().asString().contains("Formula " + child + " was deleted");
        assertThat(statuses(parent)).containsExactly("failed");
    }

    /** Of the runs of sub-formulas, in their order. */
    private static List<String> statuses(Execution parent) {
        return Fixture.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select status from execution where parent_id = :id order by id")
                                .bind("id", parent.id())
                                .mapTo(String.class)
                                .list());
    }
}
