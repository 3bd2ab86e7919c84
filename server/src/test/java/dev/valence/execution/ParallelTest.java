package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of one formula instance no more executions run at the same time than may, on however many servers. */
class ParallelTest {
    private static final int PARALLEL = 3;
    private static final int EXECUTIONS = 20;
    private static final String ONE_STEP = """
            [{"name": "send", "type": "httpRequest", "properties": {"url": "${trigger.args}"}}]""";

    private final Fixture fixture = new Fixture();
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        answers.release(EXECUTIONS);
        fixture.close();
    }

    @Test
    void noMoreThanTheSettingSaysRunAtOnceAndAllGetTheirTurn() throws Exception {
        fixture.log.answers(line -> {
            if (!line.text().equals("beside")) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                waitFor(answers);
                running.decrementAndGet();
            }
            return Log.written(line);
        });
        Node process = fixture.process(new Node.Room(32, PARALLEL));
        Node other = fixture.process(new Node.Room(32, PARALLEL));
        FormulaInstance instance = fixture.instance(ONE_STEP);
        List<Execution> all = new ArrayList<>();
        for (int i = 0; i < EXECUTIONS; i++) {
            all.add((i % 2 == 0 ? process : other).start(instance, "\"" + i + "\""));
        }
        Waiting.until(() -> running.get() >= PARALLEL);

        FormulaInstance beside = fixture.instance(ONE_STEP);
        assertThat(process.run(beside, "\"beside\"").status())
                .as("other instances have executions of their own")
                .isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).as("no other of the instance has begun").hasSize(PARALLEL + 1);

        for (int ended = 1; ended <= EXECUTIONS; ended++) {
            answers.release();
            int begun = Math.min(PARALLEL + ended, EXECUTIONS) + 1;
            Waiting.until(() -> fixture.log.lines().size() == begun);
        }
        for (Execution one : all) {
            assertThat(process.await(one).status()).isEqualTo(ExecutionStatus.SUCCESS);
        }
        assertThat(most).hasValue(PARALLEL);
        assertThat(fixture.log.texts()).hasSize(EXECUTIONS + 1).doesNotHaveDuplicates();
    }

    private static void waitFor(Semaphore permit) {
        try {
            assertThat(permit.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
