package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What executions that run at the same time keep in memory together has a bound. */
class ValueMemoryTest {
    private static final int MB = 1 << 20;
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void smallExecutionsTakeNothingAndOneAloneFindsRoomForAll() {
        ValueMemory memory = new ValueMemory(MB, 1, SHORT);
        try (ValueMemory.Share alone = memory.share();
                ValueMemory.Share small = memory.share();
                ValueMemory.Share large = memory.share()) {
            alone.add(10 * MB);
            small.add(ValueMemory.SMALL);
            large.add(ValueMemory.SMALL + 1);

            assertThat(alone.adapt()).isTrue();
            assertThat(memory.taken()).isEqualTo(10 * MB);
            assertThat(small.adapt()).isTrue();
            assertThat(small.await(ValueMemory.SMALL)).isTrue();
            assertThat(memory.taken()).isEqualTo(10 * MB);
            assertThat(large.adapt()).as("never waits").isFalse();
            assertThat(large.await(MB)).isFalse();
            alone.add(-10 * MB);
            assertThat(alone.adapt()).isTrue();
            assertThat(large.adapt()).isTrue();
        }
        assertThat(memory.taken()).isZero();
    }

    @Test
    void whoeverWaitsComesBeforeThoseThatHoldNothingYet() throws Exception {
        ValueMemory memory = new ValueMemory(MB, 2, Duration.ofSeconds(60));
        ValueMemory.Share holding = memory.share();
        holding.add(MB);
        assertThat(holding.adapt()).isTrue();
        ValueMemory.Share first = memory.share();
        CompletableFuture<Boolean> one = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> one.complete(first.await(MB)));
        Waiting.until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        ValueMemory.Share late = memory.share();
        late.add(MB / 4);
        holding.add(-MB / 2);
        assertThat(holding.adapt()).isTrue();

        assertThat(late.adapt()).as("there is room, but another waits").isFalse();
        holding.close();
        assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
        first.close();
        assertThat(late.adapt()).isTrue();
    }

    @Test
    void noMoreWaitThanMay() throws Exception {
        ValueMemory memory = new ValueMemory(MB, 0, Duration.ofSeconds(60));
        try (ValueMemory.Share holding = memory.share();
                ValueMemory.Share other = memory.share()) {
            assertThat(holding.await(MB)).isTrue();
            assertThat(CompletableFuture.supplyAsync(() -> other.await(MB)).get(30, TimeUnit.SECONDS))
                    .isFalse();
        }
    }

    @Test
    void largeExecutionsTakeTurnsAndSmallOnesDoNotWaitForThem() throws Exception {
        ValueMemory memory = new ValueMemory(3 * MB, 8, SHORT);
        Node process = fixture.process(fixture.log, Node.MOST_STEPS, memory);
        AtomicInteger holding = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch smallOneIsOver = new CountDownLatch(1);
        fixture.log.answers(line -> {
            if (line.text().startsWith("keep")) {
                most.accumulateAndGet(holding.incrementAndGet(), Math::max);
                waitFor(smallOneIsOver);
                holding.decrementAndGet();
            }
            return line.text().startsWith("get") ? large() : Log.written(line);
        });
        FormulaInstance instance = fixture.instance("""
                [{"name": "get", "type": "httpRequest", "onSuccess": ["keep"], "properties": {"url": "get ${trigger.args}"}},
                 {"name": "keep", "type": "httpRequest", "properties": {"url": "keep ${trigger.args}"}}]""");
        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            executions.add(process.start(instance, Integer.toString(i)));
        }
        Waiting.until(() -> count("get") == 4 && count("keep") == 1);

        FormulaInstance small = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "small"}}]""");
        assertThat(process.run(small, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        smallOneIsOver.countDown();

        for (Execution execution : executions) {
            assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        }
        assertThat(most).hasValue(1);
        assertThat(fixture.log.texts()).as("no step ran twice").hasSize(9).doesNotHaveDuplicates();
        Waiting.until(() -> memory.taken() == 0);
    }

    @Test
    void whatSubFormulasKeepCountsWithTheExecutionThatRunsThemAndIsReadAgainLater() throws Exception {
        ValueMemory memory = new ValueMemory(5 * MB, 8, SHORT);
        Node process = fixture.process(fixture.log, Node.MOST_STEPS, memory);
        AtomicInteger holding = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch allHaveBegun = new CountDownLatch(1);
        fixture.log.answers(line -> {
            if (line.text().equals("keep")) {
                most.accumulateAndGet(holding.incrementAndGet(), Math::max);
                waitFor(allHaveBegun);
                holding.decrementAndGet();
            }
            return line.text().equals("keep") ? Log.written(line) : large();
        });
        long below = fixture.formula("""
                [{"name": "deep", "type": "httpRequest", "onSuccess": ["keep"], "properties": {"url": "deep"}},
                 {"name": "keep", "type": "httpRequest", "properties": {"url": "keep"}}]""");
        FormulaInstance instance = fixture.instance("""
                [{"name": "get", "type": "httpRequest", "onSuccess": ["sub"], "properties": {"url": "get"}},
                 {"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(below));
        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            executions.add(process.start(instance, "{}"));
        }
        Waiting.until(() -> count("get") == 3 && count("keep") == 1);
        allHaveBegun.countDown();

        for (Execution execution : executions) {
            assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        }
        assertThat(most).hasValue(1);
        assertThat(List.of(count("get"), count("deep"), count("keep"))).containsOnly(3L);
        Waiting.until(() -> memory.taken() == 0);
    }

    @Test
    void anExecutionThatWaitsForAnotherOneIsNotWaitedForByIt() throws Exception {
        ValueMemory memory = new ValueMemory(3 * MB, 8, SHORT);
        Node process = fixture.process(fixture.log, Node.MOST_STEPS, memory);
        FormulaInstance answering = fixture.instance("""
                [{"name": "get", "type": "httpRequest", "onSuccess": ["answer"], "properties": {"url": "get"}},
                 {"name": "answer", "type": "httpRequest", "properties": {"url": "answer"}}]""");
        List<Executions.Outcome> outcomes = new CopyOnWriteArrayList<>();
        fixture.log.answers(line -> {
            if (line.text().equals("call")) {
                outcomes.add(call(process, answering));
            }
            return line.text().equals("get") ? large() : Log.written(line);
        });
        FormulaInstance calling = fixture.instance("""
                [{"name": "get", "type": "httpRequest", "onSuccess": ["call"], "properties": {"url": "get"}},
                 {"name": "call", "type": "httpRequest", "properties": {"url": "call"}}]""");

        assertThat(process.run(calling, "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);

        Executions.Outcome outcome = outcomes.getFirst();
        assertThat(outcome.ended())
                .as("its caller held the memory that it needed")
                .isEmpty();
        assertThat(process.await(outcome.execution()).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    private static Executions.Outcome call(Node process, FormulaInstance answering) {
        try {
            return process.executions.run(
                    answering,
                    NewExecution.of(answering, Json.MAPPER.createObjectNode(), Optional.empty(), 1, Instant.now()),
                    Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two megabytes in memory. */
    private static StepResult large() {
        ObjectNode value = Json.MAPPER.createObjectNode().put("text", "x".repeat(MB));
        return new StepResult.Done(value);
    }

    private long count(String text) {
        return fixture.log.texts().stream().filter(one -> one.startsWith(text)).count();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
