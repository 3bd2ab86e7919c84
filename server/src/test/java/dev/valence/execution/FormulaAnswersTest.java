package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.formula.ApiAddress;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.NoAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormulaAnswersTest {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final CountDownLatch answered = new CountDownLatch(1);

    @AfterEach
    void close() {
        answered.countDown();
        fixture.close();
    }

    @Test
    void aFormulaThatTakesLongerThanItsCallerWaitsIsAnsweredWith504AndGoesOn() throws Exception {
        fixture.log.answers(line -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Log.written(line);
        });
        FormulaInstance instance = answering("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "slow"}}]""");

        assertThatThrownBy(() -> answers(Duration.ofMillis(300)).answer(call(instance)))
                .isInstanceOfSatisfying(
                        NoAnswer.class, e -> assertThat(e.status()).isEqualTo(504))
                .hasMessageContaining("took longer than 0.3 seconds and goes on")
                .hasMessageContaining("GET /formulas/instances/executions/");

        answered.countDown();
        Execution execution = process.rows.find(newest(instance)).orElseThrow();
        assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void aFormulaThatEndsInTimeIsAnsweredWithItsResult() {
        FormulaInstance instance = answering("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "quick"}}]""");

        FormulaAnswers.Answer answer = answers(Duration.ofSeconds(30)).answer(call(instance));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"response\":{\"code\":\"200\",\"body\":\"quick\"}}");
    }

    private FormulaAnswers answers(Duration limit) {
        return new FormulaAnswers(
                Fixture.tenant().callers(), process.subjects, process.executions, Clock.systemUTC(), limit);
    }

    private FormulaInstance answering(String steps) {
        FormulaInstance instance = fixture.instance(steps);
        Fixture.jdbi()
                .useHandle(handle -> handle.execute(
                        "update formula set uri = ?, method = 'POST' where id = ?",
                        uri(instance),
                        instance.formula().id()));
        return instance;
    }

    private static String uri(FormulaInstance instance) {
        return "/answer-" + instance.formula().id();
    }

    private static FormulaCall call(FormulaInstance instance) {
        return new FormulaCall(
                Fixture.tenant().header(),
                Long.toString(instance.id()),
                new ApiAddress(uri(instance), "POST"),
                List.of(),
                List.of(),
                Optional.of("application/json"),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static long newest(FormulaInstance instance) {
        return Fixture.jdbi()
                .withHandle(
                        handle -> handle.createQuery("select max(id) from execution where formula_instance_id = :id")
                                .bind("id", instance.id())
                                .mapTo(Long.class)
                                .one());
    }
}
