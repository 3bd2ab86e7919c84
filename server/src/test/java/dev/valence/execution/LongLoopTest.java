package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongLoopTest {
    private static final int ITEMS = 100_000;
    /** Each pass is a commit, and a busy machine has others to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** What an execution may keep for all passes of a loop: far less than one small object for each. */
    private static final long ROOM = ITEMS * 24L;

    private final Fixture fixture = new Fixture();
    private final HeapProbe probe = new HeapProbe();
    private final Node process = fixture.process(probe, 2 * ITEMS);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aLoopKeepsNothingOfThePassesBefore() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "before", "type": "httpRequest", "onSuccess": ["all"], "properties": {}},
                 {"name": "all", "type": "loop", "onSuccess": ["all"], "onFailure": ["after"],
                  "properties": {"list": "${trigger.args}"}},
                 {"name": "after", "type": "httpRequest", "properties": {}}]""");
        ArrayNode items = Json.MAPPER.createArrayNode();
        for (int i = 0; i < ITEMS; i++) {
            items.add(i);
        }

        Execution execution = process.start(instance, items.toString());
        Ended ended = process.executions.await(execution, PATIENCE).orElseThrow();

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(process.rows.latest(execution.id()).get(2).value()).hasToString("{\"index\":" + ITEMS + "}");
        assertThat(probe.used).hasSize(2);
        assertThat(probe.used.getLast() - probe.used.getFirst()).isLessThan(ROOM);
    }

    /** Looks at the heap while an execution runs, which so is not garbage. */
    private static final class HeapProbe implements StepWork {
        final List<Long> used = new ArrayList<>();

        @Override
        public Set<StepType> types() {
            return Set.of(StepType.HTTP_REQUEST);
        }

        @Override
        public StepResult perform(StepCall call) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used.add(runtime.totalMemory() - runtime.freeMemory());
            ObjectNode value = Json.MAPPER.createObjectNode().put("at", call.sequence());
            return new StepResult.Done(value);
        }
    }
}
