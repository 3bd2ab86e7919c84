package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.formula.FormulaInstance;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane that goes to another process and comes back is held anew; what still runs from before has lost it. */
class LaneClaimTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STEPS = """
            [{"name": "one", "type": "httpRequest", "onSuccess": ["two"], "properties": {"url": "one"}},
             {"name": "two", "type": "httpRequest", "properties": {"url": "two"}}]""";

    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final AtomicInteger calls = new AtomicInteger();
    /** Threads that perform the first and the second step, in the order in which they came to it. */
    private final BlockingQueue<Thread> atOne = new LinkedBlockingQueue<>();

    private final BlockingQueue<Thread> atTwo = new LinkedBlockingQueue<>();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        stalled.countDown();
        goOn.countDown();
        fixture.close();
    }

    @Test
    void anEarlierLeaseCountsForNothing() {
        long instance = fixture.instance(STEPS).id();
        LaneRows one = new LaneRows(Fixture.jdbi(), Clock.systemUTC());
        LaneRows other = new LaneRows(Fixture.jdbi(), Clock.systemUTC());
        LaneRows.Lease before = take(one, instance);
        one.release(before);
        other.release(take(other, instance));
        LaneRows.Lease after = take(one, instance);

        assertThat(one.renew(List.of(before))).isEmpty();
        one.release(before);

        assertThat(one.renew(List.of(before, after)))
                .as("the release changed nothing")
                .containsExactly(instance);
        Map<Long, Long> claims = Fixture.jdbi()
                .inTransaction(handle -> one.lock(handle, List.of(instance), List.of(), List.of())
                        .claims());
        assertThat(claims).isEqualTo(Map.of(instance, after.claim())).doesNotContainValue(before.claim());
    }

    @Test
    void aProcessThatTakesALaneAnewByNewWorkWritesNothingOfWhatItRanBefore() throws Exception {
        stallAtTheFirstStep();
        FormulaInstance instance = fixture.instance(STEPS);
        Execution execution = process.start(instance, "{}");
        Thread old = taken(atOne);

        goesToAnotherProcessAndBack(instance, false);
        Execution fresh = process.start(instance, "{}");
        taken(atTwo);
        taken(atTwo);

        checkThatTheOldOneWritesNothing(execution, old);
        assertThat(process.await(fresh).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void aProcessThatHasLostALaneClaimsItAnewWhileStepsOfBeforeStillRun() throws Exception {
        stallAtTheFirstStep();
        FormulaInstance instance = fixture.instance(STEPS);
        Execution execution = process.start(instance, "{}");
        Thread old = taken(atOne);

        goesToAnotherProcessAndBack(instance, true);
        taken(atTwo);

        checkThatTheOldOneWritesNothing(execution, old);
    }

    /** The first call of all stays at the first step until the test lets it go on, all others at the second. */
    private void stallAtTheFirstStep() {
        fixture.log.answers(line -> {
            int call = calls.getAndIncrement();
            (line.text().equals("one") ? atOne : atTwo).add(Thread.currentThread());
            if (call == 0) {
                waitFor(stalled);
            } else if (line.text().equals("two")) {
                waitFor(goOn);
            }
            return Log.written(new Log.Line("call " + call, "", false, 0));
        });
    }

    private void checkThatTheOldOneWritesNothing(Execution execution, Thread old) throws InterruptedException {
        stalled.countDown();
        assertThat(old.join(PATIENCE)).as("the one of before has ended").isTrue();

        assertThat(process.rows.latest(execution.id()).get(1).value().toString())
                .as("what the later claim wrote")
                .doesNotContain("call 0");
        assertThat(atTwo).as("the one of before came no further").isEmpty();
        goOn.countDown();
        assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    /** As seen by a process that stands still meanwhile. */
    private static void goesToAnotherProcessAndBack(FormulaInstance instance, boolean due) {
        Fixture.jdbi().useTransaction(handle -> {
            handle.execute(
                    "update execution_lane set owner = ?, claim = claim + 1 where formula_instance_id = ?",
                    UUID.randomUUID(),
                    instance.id());
            handle.execute(
                    "update execution_lane set owner = null, claim_at = case when ? then now() end"
                            + " where formula_instance_id = ?",
                    due,
                    instance.id());
        });
    }

    private static LaneRows.Lease take(LaneRows rows, long instance) {
        LaneRows.Arrival arrival =
                new LaneRows.Arrival(instance, Fixture.organizationId(), OffsetDateTime.now(Clock.systemUTC()));
        Map<Long, LaneRows.Lease> taken = Fixture.jdbi()
                .inTransaction(handle -> rows.enter(handle, List.of(arrival)))
                .taken();
        return Objects.requireNonNull(taken.get(instance));
    }

    private static Thread taken(BlockingQueue<Thread> from) throws InterruptedException {
        Thread thread = from.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(thread).as("a step was come to").isNotNull();
        return thread;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
