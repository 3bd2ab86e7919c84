package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One of two processes is killed while its executions stand at every boundary of a five-step formula, all at the same time. With
 * {@code -Dkill.rounds=200} that many executions go through it; 20 do otherwise.
 */
class KilledExecutionTest {
    private static final List<String> STEPS = List.of("one", "two", "three", "four", "five");
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);

    private final Fixture fixture = new Fixture();
    private final Jdbi jdbi = Fixture.jdbi();
    private final Node survivor = fixture.process(new Ledger(jdbi, here -> {}));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anotherProcessGoesOnAtTheStepWhereOneWasKilled() throws Exception {
        long formula = formula();
        List<String> boundaries = boundaries();
        for (int round = 0; round < ROUNDS; round += boundaries.size()) {
            killOnce(formula, boundaries);
        }
    }

    private static List<String> boundaries() {
        List<String> boundaries = new ArrayList<>();
        for (String step : STEPS) {
            boundaries.add("before " + step);
            boundaries.add("after " + step);
        }
        return boundaries;
    }

    private long formula() {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < STEPS.size(); i++) {
            String next = i + 1 < STEPS.size() ? "\"" + STEPS.get(i + 1) + "\"" : "";
            steps.add("""
                    {"name": "%s", "type": "httpRequest", "onSuccess": [%s], "properties": {"url": "${trigger.args}"}}""".formatted(STEPS.get(i), next));
        }
        return fixture.formula(steps.toString());
    }

    private void killOnce(long formula, List<String> boundaries) throws Exception {
        List<String> arguments = new ArrayList<>();
        for (String boundary : boundaries) {
            FormulaInstance instance = fixture.instance(formula);
            arguments.add(instance.id() + "=" + boundary);
        }
        List<Long> accepted;
        try (KilledProcess process = new KilledProcess(ExecutingProcess.class, jdbi, arguments)) {
            Waiting.until(() -> process.stands(boundaries.size()));
            accepted = process.accepted();
        }

        for (int i = 0; i < boundaries.size(); i++) {
            checkEnd(accepted.get(i), boundaries.get(i));
        }
    }

    private void checkEnd(long id, String boundary) throws InterruptedException {
        Execution execution = survivor.rows.find(id).orElseThrow();
        assertThat(survivor.await(execution).status()).as(boundary).isEqualTo(ExecutionStatus.SUCCESS);
        List<Line> lines = lines(id);
        List<String> expected = new ArrayList<>();
        for (String step : STEPS) {
            expected.add(step);
            if (boundary.equals("after " + step)) {
                expected.add(step);
            }
        }
        assertThat(lines)
                .as("no step with a committed result ran again")
                .extracting(Line::step)
                .isEqualTo(expected);
        assertThat(lines.stream().map(Line::key).distinct())
                .as("one key for each step, the same for both tries")
                .hasSize(STEPS.size());
        String interrupted = boundary.substring(boundary.indexOf(' ') + 1);
        assertThat(lines.stream().filter(Line::mayHaveBeenSent).map(Line::step))
                .as("the step that stood still is marked, and no other")
                .containsExactly(interrupted);
        assertThat(survivor.rows.latest(id))
                .extracting(StepRecord::status)
                .containsOnly(StepStatus.SUCCESS)
                .hasSize(STEPS.size() + 1);
    }

    private record Line(String step, String key, boolean mayHaveBeenSent) {}

    private List<Line> lines(long executionId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from ledger where execution_id = :id order by line")
                .bind("id", executionId)
                .map((row, context) -> new Line(
                        row.getString("step"), row.getString("idempotency_key"), row.getBoolean("may_have_been_sent")))
                .list());
    }
}
