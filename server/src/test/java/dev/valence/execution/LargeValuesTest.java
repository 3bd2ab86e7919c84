package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of steps around the length up to which they are shown, and beyond what an execution may have. */
class LargeValuesTest {
    private static final int MB = 1 << 20;
    /** Of the value's JSON beside the text. */
    private static final int AROUND = "{\"text\":\"\"}".length();

    private static final String MEASURED = """
            [{"name": "big", "type": "httpRequest", "onSuccess": ["measure"], "onFailure": ["mend"], "properties": {"url": "big"}},
             {"name": "measure", "type": "script", "onSuccess": ["last"], "properties": {"body": "done({length: steps.big.text.length})"}},
             {"name": "last", "type": "httpRequest", "properties": {"url": "${steps.measure.length}"}},
             {"name": "mend", "type": "httpRequest", "properties": {"url": "mended"}}]""";

    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final StepHistory steps = new StepHistory(Fixture.jdbi());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aValueOfFourMegabytesIsShown() throws Exception {
        String text = "x".repeat(4 * MB - AROUND);
        Execution execution = run(text);

        // Not as a whole: a failure would print all of it.
        assertThat(shown(execution).getOrDefault("big.text", "").equals(text)).isTrue();
        assertThat(fixture.log.texts()).containsExactly("big", Integer.toString(text.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9"})
    void oneByteMoreIsKeptForLaterStepsAndOtherServersAndSaysWhyItIsNotShown(String character) throws Exception {
        int bytes = 4 * MB + 1;
        // Bytes count, not characters; the first one makes them odd.
        int each = character.getBytes(StandardCharsets.UTF_8).length;
        String text = "x".repeat((bytes - AROUND) % each) + character.repeat((bytes - AROUND) / each);
        Execution execution = run(text);

        Map<String, String> shown = shown(execution);
        assertThat(shown.keySet()).contains("big").doesNotContain("big.text");
        assertThat(shown.get("big")).isEqualTo("Not shown: it has 4194305 bytes, and values up to 4194304 are");
        assertThat(shown.get("measure.length")).isEqualTo(Integer.toString(text.length()));
        process.close();
        Node other = fixture.process();
        Execution again = other.rerun(execution, "{\"fromStep\": \"measure\", \"dryRun\": false}");
        assertThat(other.await(again).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts())
                .as("read by another server from what is stored")
                .containsExactly("big", Integer.toString(text.length()), Integer.toString(text.length()));
    }

    @Test
    void whatIsMoreThanAnExecutionMayHaveFailsItsStepAndTheFormulaGoesOn() throws Exception {
        FormulaInstance instance = answering("x".repeat(17 * MB));
        Execution execution = process.start(instance, "{}");
        Ended ended = process.await(execution);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.failedStep()).contains("big");
        assertThat(shown(execution).get("big.error"))
                .contains("The step big gave a value of 17.0 MB", "together may have 16.0 MB", "Ask for fewer fields");
        assertThat(fixture.log.texts()).containsExactly("big", "mended");
        assertThat(process.rows.latest(execution.id()))
                .extracting(record -> record.stepName() + " " + record.status().wireName())
                .containsExactly("trigger success", "big failed", "mend success");
    }

    @Test
    void aScriptThatGivesTooMuchFailsWithTheLimit() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "make", "type": "script", "properties": {"body": "done({text: 'x'.repeat(5 * 1024 * 1024)})"}}]""");

        Ended ended = process.run(instance, "{}");

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).get().asString().contains("4194304");
    }

    @Test
    void aLargeBodyThatStartsAFormulaIsKeptForItsSteps() throws Exception {
        int length = 9 * MB / 2;
        FormulaInstance instance = fixture.instance("""
                [{"name": "measure", "type": "script", "properties": {"body": "done({length: trigger.args.text.length})"}}]""");

        Execution execution = process.start(
                instance,
                Json.MAPPER.createObjectNode().put("text", "x".repeat(length)).toString());

        assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        Map<String, String> shown = shown(execution);
        assertThat(shown.get("trigger")).startsWith("Not shown: it has 4718").endsWith("values up to 4194304 are");
        assertThat(shown.get("measure.length")).isEqualTo(Integer.toString(length));
    }

    private Execution run(String text) throws InterruptedException {
        Execution execution = process.start(answering(text), "{}");
        assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        return execution;
    }

    /** An instance of a formula whose first step gives a text. */
    private FormulaInstance answering(String text) {
        ObjectNode value = Json.MAPPER.createObjectNode().put("text", text);
        Function<Log.Line, StepResult> answer =
                line -> line.text().equals("big") ? new StepResult.Done(value) : Log.written(line);
        fixture.log.answers(answer);
        return fixture.instance(MEASURED);
    }

    /** Values as callers see them. */
    private Map<String, String> shown(Execution execution) {
        List<StepHistory.Item> all = steps.of(process.history.require(Fixture.caller(), execution.id()), -1, 100);
        ValueView view = ValueView.ofErrors();
        return all.stream()
                .flatMap(step ->
                        StreamSupport.stream(StepReply.values(step, view).spliterator(), false))
                .collect(Collectors.toMap(
                        LargeValuesTest::key, value -> value.path("value").asText()));
    }

    private static String key(JsonNode value) {
        return value.path("key").asText();
    }
}
