package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An execution that runs another one again from a step, and is to be tried again as a whole. */
class RestartedRerunTest {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theNextTryKeepsWhatTheFirstOneKeptAndBeginsAtTheSameStep() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "first", "type": "httpRequest", "onSuccess": ["send"], "properties": {"url": "first"}},
                 {"name": "send", "type": "httpRequest", "properties": {"url": "send ${steps.first.response.body}"}}]""");
        Execution origin = process.start(instance, "{\"n\":1}");
        assertThat(process.await(origin).status()).isEqualTo(ExecutionStatus.SUCCESS);
        fixture.log.answers(line -> fixture.log.texts().size() == 3
                ? new StepResult.Restart(Json.MAPPER.createObjectNode(), Duration.ofMillis(20))
                : Log.written(line));

        Execution rerun = process.rerun(
                origin,
                "{\"fromStep\": \"send\", \"dryRun\": false, \"steps\": {\"first\": {\"response\": {\"body\": \"edited\"}}}}");

        assertThat(process.await(rerun).status()).isEqualTo(ExecutionStatus.RETRY);
        Execution next = process.rows.find(following(rerun)).orElseThrow();
        assertThat(process.await(next).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).containsExactly("first", "send first", "send edited", "send edited");
        assertThat(next.attempt()).isEqualTo(1);
        assertThat(next.rerun().orElseThrow().originId()).contains(rerun.id());
        assertThat(next.rerun().orElseThrow().editedSteps()).containsExactly("first");
        assertThat(process.rows.latest(next.id()))
                .extracting(StepRecord::stepName)
                .containsExactly("trigger", "first", "send");
        JsonNode kept = process.rows.latest(next.id()).get(1).value();
        assertThat(kept).isEqualTo(process.rows.latest(rerun.id()).get(1).value());
    }

    private static long following(Execution execution) {
        return Fixture.jdbi()
                .withHandle(handle -> handle.createQuery("select id from execution where origin_id = :id")
                        .bind("id", execution.id())
                        .mapTo(Long.class)
                        .one());
    }
}
