package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import dev.valence.http.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an execution may keep, counted with the runs of sub-formulas in it as long as these are in memory. */
class ValueLimitTest {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void valuesThatAreTooMuchTogetherFailTheStepThatGaveTheLastOfThem() throws Exception {
        fixture.log.answers(line ->
                new StepResult.Done(Json.MAPPER.createObjectNode().put("text", "x".repeat(7 << 20))));
        FormulaInstance instance = fixture.instance("""
                [{"name": "one", "type": "httpRequest", "onSuccess": ["two"], "properties": {"url": "1"}},
                 {"name": "two", "type": "httpRequest", "onSuccess": ["three"], "properties": {"url": "2"}},
                 {"name": "three", "type": "httpRequest", "onSuccess": ["never"], "properties": {"url": "3"}},
                 {"name": "never", "type": "httpRequest", "properties": {"url": "4"}}]""");

        Ended ended = process.run(instance, "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.failedStep()).contains("three");
        assertThat(ended.error())
                .get()
                .asString()
                .contains("The step three gave a value of 7.0 MB", "may have 16.0 MB", "have 14.0 MB");
    }

    @Test
    void aStepThatRunsOftenCountsOnceAmongTheValues() throws Exception {
        fixture.log.answers(line ->
                new StepResult.Done(Json.MAPPER.createObjectNode().put("text", "x".repeat(7 << 20))));
        FormulaInstance instance = fixture.instance("""
                [{"name": "all", "type": "loop", "onSuccess": ["one"], "properties": {"list": "[1, 2, 3, 4]"}},
                 {"name": "one", "type": "httpRequest", "onSuccess": ["all"], "properties": {"url": "1"}}]""");

        assertThat(process.run(instance, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void whatTheFormulaAboveKeepsIsNoRoomForTheOneBelow() throws Exception {
        fixture.log.answers(ValueLimitTest::megabytes);

        Ended ended = process.run(above(below("4", "5"), 9), "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.failedStep()).contains("sub");
        assertThat(ended.error())
                .get()
                .asString()
                .contains(
                        "at its step two",
                        "The step two gave a value of 5.0 MB",
                        "of its sub-formulas together may have 16.0 MB",
                        "have 13.0 MB");
        assertThat(fixture.log.texts()).containsExactly("9", "4", "5");
    }

    @Test
    void whatASubFormulaKeptIsFreeAfterItsEndButForItsAnswer() throws Exception {
        fixture.log.answers(ValueLimitTest::megabytes);
        FormulaInstance instance = fixture.instance("""
                [{"name": "all", "type": "loop", "onSuccess": ["sub"], "onFailure": ["last"], "properties": {"list": "[1, 2, 3]"}},
                 {"name": "sub", "type": "formula", "onSuccess": ["all"], "properties": {"formulaId": "%d"}},
                 {"name": "last", "type": "httpRequest", "properties": {"url": "14"}}]""".formatted(below("9", "1")));

        assertThat(process.run(instance, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).containsExactly("9", "1", "9", "1", "9", "1", "14");
    }

    @Test
    void whoeverGoesOnInASubFormulaCountsTheValuesAboveIt() throws Exception {
        fixture.log.answers(line -> line.text().equals("5") && line.attempt() < 1
                ? new StepResult.Again(Json.MAPPER.createObjectNode(), "busy", Duration.ofMillis(5_001))
                : megabytes(line));

        Ended ended = process.run(above(below("4", "5"), 9), "{}");

        assertThat(ended.error()).get().asString().contains("The step two gave a value of 5.0 MB", "have 13.0 MB");
        assertThat(fixture.log.texts()).as("it was put aside, and read again").containsExactly("9", "4", "5", "5");
    }

    /** A step that gives so many megabytes, and one that runs a sub-formula. */
    private FormulaInstance above(long below, int megabytes) {
        return fixture.instance("""
                [{"name": "get", "type": "httpRequest", "onSuccess": ["sub"], "properties": {"url": "%d"}},
                 {"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(megabytes, below));
    }

    private long below(String one, String two) {
        return fixture.formula("""
                [{"name": "one", "type": "httpRequest", "onSuccess": ["two"], "properties": {"url": "%s"}},
                 {"name": "two", "type": "httpRequest", "properties": {"url": "%s"}}]""".formatted(one, two));
    }

    /** As many as the address of the step says. */
    private static StepResult megabytes(Log.Line line) {
        return new StepResult.Done(Json.MAPPER
                .createObjectNode()
                .put("text", "x".repeat(Integer.parseInt(line.text()) << 20)));
    }
}
